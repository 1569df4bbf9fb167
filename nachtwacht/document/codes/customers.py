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
    Code(
        "NW704",
        "error",
        "An id that two customers have",
        "Keys, state and evidence are kept by the id; of two that look alike, one is taken for the other.",
        "Give the newer customer another id, and its folder the same name.",
    ),
    Code(
        "NW705",
        "error",
        "The same addresses of two customers at one shared machine",
        "A shared collector or sensor tells customers apart by address; here it would show one customer's events to "
        "another.",
        "Give one of them a machine of its own, or another range. Elsewhere private ranges may overlap.",
    ),
    Code(
        "NW706",
        "error",
        "A shared machine that is not the same kind for all",
        "One machine is one thing; two kinds under one name are two machines, or a mistake.",
        "Find out what it is, and write the same kind in each scope; or give one of them another `shared_as`.",
    ),
    Code(
        "NW707",
        "error",
        "The id of a customer of before",
        "Evidence, keys and invoices of the customer of before carry this id; they would be taken for the new one's.",
        "Choose an id that was never used. If it is the same customer come back, write its name or contract as it was.",
    ),
    Code(
        "NW708",
        "error",
        "A mistake in the register of retired customers",
        "The register says which ids may never be used again; it must be beyond doubt.",
        "Keep one line for each customer of before, with the day on which the watch really ended.",
    ),
)
