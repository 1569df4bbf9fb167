"""The kernel's audit, relayed to the hosts of the laboratory."""
