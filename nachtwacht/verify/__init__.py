"""Proof of the coverage: testinfra checks on every host, canaries through every cell, evidence of both."""
