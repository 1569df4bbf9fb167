"""Nachtwacht: takes a customer of a managed security provider on as code, and proves the watch."""

__version__ = "0.1.0"
