"""Writes down every accepted mail as one JSON line: what the watch needs of it, and nothing of what it says."""
