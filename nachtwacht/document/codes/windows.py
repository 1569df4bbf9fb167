"""NW52x: change windows."""

from __future__ import annotations

from nachtwacht.document.codes.code import Code

CODES = (
    Code(
        "NW520",
        "warning",
        "Planned work that lasts longer than a week",
        "What happens meanwhile is taken for the work; that is how an attacker stays unseen.",
        "Name the nights or days on which the work is done.",
    ),
    Code(
        "NW521",
        "warning",
        "Planned work on something that is not watched",
        "There is nothing to note or to lower; the name is probably that of another machine.",
        "Name the machines that are worked on.",
    ),
    Code(
        "NW522",
        "warning",
        "Planned work that hides what happens on a crown jewel for more than three days",
        "Lowered so far, an attack on it wakes nobody while everybody is busy.",
        "Use `lower_to: high`, or leave it out: the work is then noted with what we see.",
    ),
    Code(
        "NW523",
        "warning",
        "Planned work that is over",
        "Left standing it is copied to the next time without thought.",
        "Remove it.",
    ),
    Code(
        "NW524",
        "error",
        "Planned work without a reason or an owner",
        "When something happens meanwhile, nobody knows whom to ask.",
        "Fill in `reason` and `owner`.",
    ),
)
