"""The whole way once, with real attacks on the laboratory's hosts."""
