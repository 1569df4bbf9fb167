"""The program that carries out responses on this host. Only Python's own library, so that nothing has to be installed."""
