"""Events from files, for ``nw detect``: each format into events with Sigma's field names."""
