"""One file of words for each language; both have the same keys, and a test holds them to it."""
