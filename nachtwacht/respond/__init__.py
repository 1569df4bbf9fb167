"""Respond: incidents, runbooks, permission, execution, undo, and the story that the customer gets."""
