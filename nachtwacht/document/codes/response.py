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
    Code(
        "NW410",
        "warning",
        "A permission that can never be used",
        "The customer counts on a response that will not come: nothing that we watch there asks for it, or "
        "nothing is severe enough.",
        "Put a use case on these assets whose runbook asks for it, lower `from_severity`, or take the permission out.",
    ),
    Code(
        "NW412",
        "warning",
        "People may be cut off without asking, any number of times",
        "A rule that is wrong once is wrong for everybody at once; without a ceiling the whole office could "
        "be cut off.",
        "Add `at_most`, such as `3 per hour`.",
    ),
    Code(
        "NW413",
        "warning",
        "People may be cut off without asking for something that is not severe",
        "What is low or medium is often innocent; cutting somebody off for it does more harm than good.",
        "Use `from_severity: high`, or let somebody approve it.",
    ),
    Code(
        "NW414",
        "warning",
        "A ceiling that is no ceiling",
        "It is so high that it is never reached; probably a digit too many.",
        "Write how often it may reasonably happen, such as `3 per hour`.",
    ),
    Code(
        "NW415",
        "warning",
        "A response that is undone within ten minutes",
        "An attacker just waits; it is probably a wrong unit.",
        "Write hours as they were agreed, such as `4h`.",
    ),
    Code(
        "NW416",
        "warning",
        "Something that has no effect here",
        "Who reads it believes that somebody is asked, and that silence means something.",
        "Remove it, or say with `approval` who is asked.",
    ),
    Code(
        "NW417",
        "warning",
        "A question that waits too long",
        "The attack goes on while we wait, or the response would be over before it began.",
        "Write at most 60 minutes, and less than `undo_after`.",
    ),
    Code(
        "NW420",
        "warning",
        "Something that everybody depends on may be cut off without asking",
        "When it is cut off, work stops for the whole customer.",
        "Use `approval: customer` or `approval: analyst`, take it out of the permission, or set `never_contain: true`.",
    ),
)
