"""Edits that go wrong, written by somebody who did not write the checks: a figure that nobody trained for."""
