"""NW23x: days, hours and the places on which they depend."""

from __future__ import annotations

from nachtwacht.document.codes.code import Code

CODES = (
    Code(
        "NW231",
        "warning",
        "Office hours that pass midnight",
        "Mostly `from` and `to` are swapped. Day and night are then turned around: who is called, what waits, and what "
        "we may do without asking.",
        "Swap the two, or accept the warning for a customer that really works at night.",
    ),
    Code(
        "NW232",
        "warning",
        "Hours of administration that leave hardly an odd hour",
        "A log-in counts as odd outside of these hours; when they cover the night, no log-in is odd any more.",
        "Write the hours in which administrators really work.",
    ),
    Code(
        "NW233",
        "warning",
        "Hours of administration that leave out office hours",
        "Ordinary work in the office would be reported as an odd hour, until nobody looks at it any more.",
        "Let the hours of administration cover the office hours.",
    ),
    Code(
        "NW234",
        "warning",
        "A working day that stands twice",
        "The second was probably meant to be another day.",
        "Write each day once.",
    ),
    Code(
        "NW235",
        "warning",
        "All seven days are working days",
        "At the weekend people are then called, and permissions used, as on a working day.",
        "Leave out the days on which nobody works, or accept the warning for a customer that is open every day.",
    ),
    Code(
        "NW236",
        "warning",
        "Office hours of an unlikely length",
        "With hardly any office hours everything waits or wakes; with hardly any others, the night counts as the day.",
        "Write when people really work there.",
    ),
    Code(
        "NW237",
        "warning",
        "Public holidays of a country where the customer has no ties",
        "On the wrong holidays the office seems open while nobody answers.",
        "Use the calendar of a country in `business: countries`.",
    ),
    Code(
        "NW238",
        "warning",
        "A time zone of another country",
        "Every hour in this file is an hour of that clock. A fixed offset, such as `CET` or `UTC`, also misses summer time.",
        "Use the time zone of the customer's own country.",
    ),
    Code(
        "NW239",
        "warning",
        "A day that is far away",
        "It is mostly a year with a typing error, and until that day something is not done, or is not seen.",
        "Compare the year with what was agreed.",
    ),
)
