"""One file per type of resource: how it is made, looked at, changed and taken away."""
