"""Guesses at what the writer of a text that is no YAML had in mind, one kind of slip a file."""
