"""NW55x: warnings that somebody accepted."""

from __future__ import annotations

from nachtwacht.document.codes.code import Code

CODES = (
    Code(
        "NW551",
        "error",
        "An accepted warning that does not exist",
        "Whoever wrote it believes that something was looked at and settled.",
        "Write the code as `nw check` shows it, such as `NW303`.",
    ),
    Code(
        "NW552",
        "error",
        "Something that cannot be accepted",
        "An error breaks the promise or is unsafe; no reason makes it right. What is wrong with an acceptance cannot "
        "be accepted either.",
        "Mend what the error is about, and take the entry out.",
    ),
    Code(
        "NW553",
        "warning",
        "An acceptance that has ended",
        "Somebody decided to live with it for a while, and the while is over.",
        "Mend what the warning is about, or have it looked at again and write a new `until`.",
    ),
    Code(
        "NW554",
        "warning",
        "An acceptance that accepts nothing",
        "The warning is gone or is about something else. Left standing, the entry quiets the next one without anybody "
        "having looked at it.",
        "Remove it, or name in `on` everything that the warning names.",
    ),
    Code(
        "NW555",
        "error",
        "A warning that is accepted for more than a year",
        "What is quiet for so long is forgotten; at least once a year somebody looks at it again.",
        "Write a day within a year from now.",
    ),
    Code(
        "NW556",
        "error",
        "An acceptance without a reason or a name",
        "Months later nobody knows why the warning is quiet, or whom to ask.",
        "Fill in `reason` and `accepted_by`.",
    ),
)
