"""NW5xx: exclusions."""

from __future__ import annotations

from nachtwacht.document.codes.code import Code

CODES = (
    Code(
        "NW501",
        "warning",
        "An exclusion that has ended",
        "It no longer hides anything; left standing it is copied to the next year without thought.",
        "Remove it, or agree on a new one with the customer.",
    ),
    Code(
        "NW502",
        "error",
        "An exclusion longer than 90 days",
        "What is off for so long is not an exception but another agreement.",
        "End it within 90 days, or take the use case off the asset.",
    ),
    Code(
        "NW503",
        "error",
        "It ends before it begins",
        "The two days are probably swapped.",
        "Swap `from` and `until`.",
    ),
    Code(
        "NW504",
        "error",
        "An exclusion that excludes nothing",
        "The use case does not watch that asset, so either name is wrong.",
        "Name the use case and the asset that were meant.",
    ),
    Code(
        "NW505",
        "error",
        "An exclusion without a reason, an owner or somebody who approved it",
        "Months later nobody knows why it is there or whom to ask.",
        "Fill in `reason`, `owner` and `approved_by`.",
    ),
    Code(
        "NW506",
        "warning",
        "An exclusion that its owner approved",
        "Two people should have looked at what is switched off.",
        "Let somebody else approve it.",
    ),
    Code(
        "NW507",
        "warning",
        "It begins more than a year from now",
        "It is probably a typing error in the year; and who knows by then why it was agreed?",
        "Correct the year, or agree on it when the time comes.",
    ),
    Code(
        "NW508",
        "error",
        "Exclusions that together last longer than 90 days",
        "Put one after the other they switch a use case off for good, which no single one may.",
        "Take the use case off the asset, or let it work in between.",
    ),
    Code(
        "NW509",
        "warning",
        "Two exclusions of the same thing at the same time",
        "When one is ended early the other still hides everything, and nobody notices.",
        "Keep one of the two.",
    ),
)
