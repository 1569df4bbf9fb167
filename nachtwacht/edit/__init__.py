"""The scope in a browser form, for account managers: over the same file, with its findings and its meaning beside it."""
