"""NW7xx: between customers."""

from __future__ import annotations

from nachtwacht.document.codes.code import Code

CODES = (
    Code(
        "NW701",
        "error",
        "A public range that two customers claim",
        "A public address belongs to one; signals about it would reach the wrong customer.",
        "Find out whose it is. Private ranges may overlap between customers.",
    ),
    Code(
        "NW702",
        "error",
        "A domain that two customers claim",
        "Mail and log-ins of one would be taken for the other's.",
        "Find out whose it is.",
    ),
    Code(
        "NW703",
        "error",
        "A cloud account that two customers claim",
        "One customer's data would be shown to another.",
        "Find out whose it is.",
    ),
)
