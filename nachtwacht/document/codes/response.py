"""NW4xx: what may be done without asking, and what after asking."""

from __future__ import annotations

from nachtwacht.document.codes.code import Code

CODES = (
    Code(
        "NW401",
        "error",
        "A permission for something that the asset cannot do",
        "The customer would count on a response that never comes.",
        "Give the permission on an asset of a kind that can do it.",
    ),
    Code(
        "NW402",
        "error",
        "The customer must approve, but nobody can be reached then",
        "The question would be asked to nobody, and the attack goes on.",
        "Add a contact with a fitting `reach`, or limit `when`.",
    ),
    Code(
        "NW403",
        "error",
        "A permission without an end",
        "What is cut off and forgotten becomes the outage.",
        "Add `undo_after`, such as `4h`.",
    ),
    Code(
        "NW404",
        "warning",
        "A permission on an asset that must never be contained",
        "`never_contain` wins, so this permission does nothing; somebody may count on it.",
        "Take the asset out of the permission, or reconsider `never_contain` with the customer.",
    ),
    Code(
        "NW405",
        "error",
        "The customer must approve, but it is not said how long we wait",
        "Without a limit the question stays open while the attack goes on.",
        "Add `wait_minutes`, and say with `if_no_answer` what happens then.",
    ),
    Code(
        "NW406",
        "warning",
        "Done when nobody answers",
        "With `if_no_answer: allow` silence counts as consent; that must be what the customer meant.",
        "Write `if_no_answer: deny` unless the agreement says otherwise.",
    ),
    Code(
        "NW407",
        "error",
        "Two permissions for the same thing at the same hour",
        "One may say “without asking” where the other says “ask first”; the more careful would not always win.",
        "Keep one of the two, or give them different hours.",
    ),
    Code(
        "NW408",
        "error",
        "Nobody can be reached at some hour",
        "When something happens then, there is nobody to tell.",
        "Add a contact with `reach: always`, or one for those hours.",
    ),
    Code(
        "NW409",
        "warning",
        "A response that lasts longer than a week",
        "It is probably a wrong unit; a machine that stays cut off for so long is an outage.",
        "Write hours or days as they were agreed: `4h`, `2d`.",
    ),
)
