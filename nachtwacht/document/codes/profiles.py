"""NW91x: profiles, the reusable scopes that we sell."""

from __future__ import annotations

from nachtwacht.document.codes.code import Code

CODES = (
    Code(
        "NW910",
        "error",
        "Profiles that extend each other in a circle",
        "What such a profile brings has no beginning, so no customer's promise can rest on it.",
        "Take `extends` out of one of the profiles in the circle.",
    ),
    Code(
        "NW911",
        "error",
        "A profile that holds what belongs to one customer",
        "A profile is used for many customers. People, machines, agreements and days are one customer's own, and would "
        "reach all the others with it.",
        "Move it to the `scope.yaml` of the customer that it belongs to.",
    ),
)
