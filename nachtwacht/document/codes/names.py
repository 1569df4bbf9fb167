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
)
