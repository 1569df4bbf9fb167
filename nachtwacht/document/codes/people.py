"""NW22x: the people who are called."""

from __future__ import annotations

from nachtwacht.document.codes.code import Code

CODES = (
    Code(
        "NW220",
        "error",
        "Nobody to call",
        "When something happens there is nobody to tell, and nobody who may approve a response.",
        "Name at least one contact with `reach: always`.",
    ),
    Code(
        "NW221",
        "warning",
        "A telephone number that nobody can have",
        "It is as long as a number should be, but no such number is given out in that country: probably two digits "
        "are swapped.",
        "Compare it with the customer's own list, and ring it once.",
    ),
    Code(
        "NW222",
        "warning",
        "The same contact twice",
        "The same person would be called again instead of somebody else.",
        "Remove one of the two, or name the person who was meant.",
    ),
    Code(
        "NW223",
        "warning",
        "Two contacts with the same number",
        "One of them cannot be reached like this; it is mostly a line that was copied.",
        "Write each person's own number.",
    ),
    Code(
        "NW224",
        "warning",
        "A word that looks misspelt",
        "Any word may stand here, but this one is nearly one that is used everywhere.",
        "Use the word that is suggested, or accept the warning if it is right as it stands.",
    ),
    Code(
        "NW225",
        "warning",
        "It takes hours until the last contact is called",
        "Everybody before has to wait in vain first; an attack does not wait.",
        "Shorten `wait_minutes`, or put first who answers at that hour.",
    ),
    Code(
        "NW226",
        "warning",
        "A mail domain that looks misspelt",
        "A message to a domain that is one letter off reaches nobody, or a stranger.",
        "Use the domain that is suggested.",
    ),
)
