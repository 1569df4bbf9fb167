"""NW2xx: names of things: assets, groups, use cases, actions, places and people."""

from __future__ import annotations

from nachtwacht.document.codes.code import Code

CODES = (
    Code(
        "NW201",
        "error",
        "The same name for two things",
        "A use case or a permission on that name would reach both, or the wrong one.",
        "Give each asset and each group a name of its own.",
    ),
    Code(
        "NW202",
        "error",
        "A use case that does not exist",
        "What is not in the catalogue detects nothing.",
        "Use the name of a folder in `detection_packs/`.",
    ),
    Code(
        "NW203",
        "error",
        "An asset or a group that does not exist",
        "A use case on a misspelt name watches nothing, and a permission on it allows nothing, without anybody noticing.",
        "Use a name from `assets`, or a `group` of one of the hosts.",
    ),
    Code(
        "NW204",
        "error",
        "An action that does not exist",
        "We cannot do what no module knows how to do and to undo.",
        "Use one of the actions that are named.",
    ),
    Code(
        "NW205",
        "error",
        "A time zone that does not exist",
        "At which hour somebody may be called, and what is an odd hour to log in, depend on it.",
        "Use a name of the IANA time zone database, such as `Europe/Amsterdam`.",
    ),
    Code(
        "NW206",
        "error",
        "A country that does not exist",
        "Traffic to a country with ties is ordinary and to another is not; a wrong code turns that around.",
        "Use the two letters of ISO 3166-1, such as `NL`; the United Kingdom is `GB`.",
    ),
    Code(
        "NW207",
        "error",
        "A holiday calendar that does not exist",
        "On a public holiday nobody is at the office, so other people are called.",
        "Use a country such as `NL`, or a country and its region such as `DE-BY`.",
    ),
    Code(
        "NW208",
        "error",
        "A setting that the use case does not have",
        "A misspelt threshold would leave the default in force.",
        "Use one of the settings that are named, with a value of the same kind as its default.",
    ),
    Code(
        "NW209",
        "warning",
        "Somebody who is none of the contacts",
        "An exclusion has an owner so that somebody can be asked; here it is not known how.",
        "Write the part before the @ in a contact's address, the whole address, or the contact's name.",
    ),
    Code(
        "NW210",
        "error",
        "A contact who cannot be reached like this",
        "At night there is no time to find out that a number lacks a digit.",
        "Write a mail address, and a telephone number with its country: `+31 20 555 0101`.",
    ),
    Code(
        "NW211",
        "error",
        "No country at all",
        "Every connection would then be foreign, and every use case that looks at countries would cry wolf.",
        "Name at least the country in which the customer works.",
    ),
    Code(
        "NW212",
        "warning",
        "Two names that are easily confused",
        "At night somebody reads one and means the other, and the wrong machine is cut off or left alone.",
        "Rename one of the two, or accept the warning if everybody knows the difference.",
    ),
    Code(
        "NW213",
        "warning",
        "A group that is probably another one, misspelt",
        "The machine is silently left out of what is watched and permitted for the group that was meant.",
        "Use the name that is suggested.",
    ),
    Code(
        "NW214",
        "warning",
        "A group that nothing names",
        "Somebody may believe that being in it means something.",
        "Name it where it was meant to count, or leave it out.",
    ),
    Code(
        "NW215",
        "error",
        "A user who cannot be recognised",
        "Log-ins and mails carry the user's short name; what is written here would fit none of them.",
        "Write the part of the mail address before the @, such as `j.bakker`.",
    ),
    Code(
        "NW216",
        "warning",
        "A name that already means something else",
        "In `on` it reads as if all machines of that kind, or all machines, were meant.",
        "Give it a name of its own, such as `ws-01` or `finance`.",
    ),
    Code(
        "NW217",
        "error",
        "A setting of the wrong shape",
        "A wildcard or a misspelt address among what is trusted would switch the use case off, or trust nobody.",
        "Write it in the shape that is named.",
    ),
    Code(
        "NW218",
        "error",
        "A setting beyond what makes sense",
        "A window of a year, or a threshold in the millions, asks for more than can be kept, or for what never comes.",
        "Use a value within the limit that is named; mind the unit.",
    ),
)
