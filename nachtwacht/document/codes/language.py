"""NW1xx: the language itself: keys, types, words and shapes of values."""

from __future__ import annotations

from nachtwacht.document.codes.code import Code

CODES = (
    Code(
        "NW101",
        "error",
        "A key that does not exist",
        "A misspelt key that is accepted in silence is the commonest way in which a promise is not kept.",
        "Use the key that is suggested, or remove the line.",
    ),
    Code(
        "NW102",
        "error",
        "A key is missing",
        "Neither the customer's file nor its profile says it, and there is no value that would be safe to assume.",
        "Add the key; the schema shows what it means in an editor.",
    ),
    Code(
        "NW103",
        "error",
        "A value of the wrong kind",
        "A text, a number, yes-or-no, a list and a set of keys are different things.",
        "Write the kind of value that is named; put texts that look like numbers in quotes.",
    ),
    Code(
        "NW104",
        "error",
        "A word that is not allowed here",
        "Some keys take one of a few words, each with one meaning.",
        "Use one of the words that are named.",
    ),
    Code(
        "NW105",
        "error",
        "A value of the wrong shape",
        "Times are “08:00”, dates 2026-11-30, durations 15m, 4h or 7d, countries NL, ceilings “3 per hour”, names lower case.",
        "Write it in the shape that is named.",
    ),
    Code(
        "NW106",
        "error",
        "A number out of its range",
        "The limits keep out units that were mixed up, such as seconds for minutes.",
        "Use a number within the limits that are named.",
    ),
    Code(
        "NW107",
        "error",
        "A profile that does not exist",
        "Without its profile the scope lacks everything that the customer bought with it.",
        "Use the name of a file in `scopes/profiles/`.",
    ),
    Code(
        "NW108",
        "error",
        "The customer's id is not the name of its folder",
        "State, evidence and keys are found by the folder. With another id, one customer's watch could be changed by "
        "another's file.",
        "Write the folder's name as `customer: {id: …}`.",
    ),
    Code(
        "NW109",
        "error",
        "A day or a time that does not exist",
        "The 31st of June never comes: what should begin or end on it never does.",
        "Write a day that is in the calendar.",
    ),
    Code(
        "NW110",
        "error",
        "Hours that end when they begin",
        "It could mean the whole day or no moment of it; who is woken, and what is odd, depends on which.",
        "Write the hour at which they end.",
    ),
)
