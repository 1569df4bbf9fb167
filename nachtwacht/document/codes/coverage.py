"""NW3xx: what is watched, and what cannot be."""

from __future__ import annotations

from nachtwacht.document.codes.code import Code

CODES = (
    Code(
        "NW301",
        "error",
        "A use case that can see none of its assets",
        "Nothing supplies the signals that it needs, so what is sold here can never work.",
        "Add what is named (a sensor, a mail host), put the use case on other assets, or take it out.",
    ),
    Code(
        "NW302",
        "warning",
        "A use case that cannot see some of its assets",
        "In the coverage matrix these stay “impossible”; the customer should know before signing.",
        "Add what is named, or put the use case only on the assets that it can see.",
    ),
    Code(
        "NW303",
        "warning",
        "An asset that no use case watches",
        "The customer may believe that everything in the list is watched.",
        "Put a use case on it or on its group, or take it out of the list.",
    ),
    Code(
        "NW304",
        "warning",
        "A network that no sensor watches",
        "What passes there is not seen at all.",
        "Name a host of kind `sensor` with `watched_by`.",
    ),
    Code(
        "NW305",
        "error",
        "Networks of one customer that overlap",
        "An address would be in two places at once, and it would not be known which sensor saw it.",
        "Correct the range of one of the two.",
    ),
    Code(
        "NW306",
        "error",
        "A range that is not a network",
        "With host bits set or a typing error, other machines are watched than were meant.",
        "Write the first address and the length, such as `10.91.10.0/24`.",
    ),
    Code(
        "NW307",
        "error",
        "Watched by something that is not a sensor",
        "Only a sensor can see the traffic of a network.",
        "Name a host of kind `sensor`.",
    ),
    Code(
        "NW308",
        "error",
        "A use case that must look inside traffic that cannot be read",
        "Where traffic stays encrypted, a rule on its content never fires.",
        "Use a use case that works on metadata, or set `payload_readable: true` where traffic really is decrypted.",
    ),
    Code(
        "NW309",
        "error",
        "The same use case twice on one asset",
        "Severity and settings would depend on which of the two is read first.",
        "Keep one of the two, or name other assets.",
    ),
    Code(
        "NW310",
        "error",
        "Not exactly one host where detection and response run",
        "Everything that is seen goes to one place; with none it goes nowhere, with two it is split.",
        "Keep one host of kind `runtime`.",
    ),
    Code(
        "NW311",
        "warning",
        "A sensor that watches no network",
        "It costs a machine and sees nothing.",
        "Name it as `watched_by` of a network, or take it out.",
    ),
)
