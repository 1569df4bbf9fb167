"""Brings a host to a desired state, remembers what it displaced, and can take it all back.

One file per kind of thing (packages, users, files …), each with the same five functions, which
``kinds`` names; ``engine`` is the way through them.
"""
