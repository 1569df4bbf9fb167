"""The words of the scope language that are chosen from a few, each with what it means."""

from typing import Annotated, Literal

from nachtwacht.model.scope.part import words

Severity = Annotated[
    Literal["low", "medium", "high", "critical"],
    words(
        {
            "low": "Worth knowing; can wait for days.",
            "medium": "Should be looked at on the same working day.",
            "high": "Probably an attack: somebody looks at it at once.",
            "critical": "An attack that does damage now.",
        }
    ),
]
SEVERITIES: tuple[Severity, ...] = ("low", "medium", "high", "critical")

When = Annotated[
    Literal["always", "office_hours", "outside_office_hours"],
    words(
        {
            "always": "At every hour of every day.",
            "office_hours": "Only on working days, within office hours.",
            "outside_office_hours": "Only in the evening, at night, in the weekend and on holidays.",
        }
    ),
]
Part = Literal["office_hours", "outside_office_hours"]
PARTS: dict[When, tuple[Part, ...]] = {
    "always": ("office_hours", "outside_office_hours"),
    "office_hours": ("office_hours",),
    "outside_office_hours": ("outside_office_hours",),
}
"""The parts of the day that each ``When`` stands for."""
Approval = Annotated[
    Literal["none", "analyst", "customer"],
    words(
        {
            "none": "Nobody has to be asked: it is done at once.",
            "analyst": "An analyst of ours says yes first.",
            "customer": "The customer's contact says yes first.",
        }
    ),
]
Language = Annotated[Literal["nl", "en"], words({"nl": "Dutch.", "en": "English."})]
Criticality = Annotated[
    Literal["normal", "important", "crown_jewel"],
    words(
        {
            "normal": "A machine like others.",
            "important": "Work is hindered without it.",
            "crown_jewel": "The customer cannot do without it.",
        }
    ),
]
Day = Annotated[
    Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"],
    words(
        {
            "mon": "Monday.",
            "tue": "Tuesday.",
            "wed": "Wednesday.",
            "thu": "Thursday.",
            "fri": "Friday.",
            "sat": "Saturday.",
            "sun": "Sunday.",
        }
    ),
]
Zone = Annotated[
    Literal["internal", "dmz", "guest", "industrial"],
    words(
        {
            "internal": "The customer's own people and machines.",
            "dmz": "Machines that the internet can reach.",
            "guest": "Visitors and their own devices.",
            "industrial": "Machines that make or move things.",
        }
    ),
]
HostKind = Annotated[
    Literal["sensor", "gateway", "workstation", "server", "mail", "machine", "runtime"],
    words(
        {
            "sensor": "A machine of ours that listens to the traffic of a network.",
            "gateway": "The firewall or router between the customer and the internet.",
            "workstation": "A computer on or under somebody's desk, or a laptop.",
            "server": "A computer that serves others.",
            "mail": "The machine that takes in the customer's mail.",
            "machine": "A controller, camera, scanner or the like, on which nothing of ours can be installed.",
            "runtime": "A machine of ours where detection and response run.",
        }
    ),
]
IdentityKind = Annotated[
    Literal["active_directory"], words({"active_directory": "Microsoft Active Directory, or Samba as one."})
]
CloudKind = Annotated[
    Literal["aws", "microsoft365"],
    words({"aws": "Amazon Web Services.", "microsoft365": "Microsoft 365, with its mail and its directory."}),
]
ApplicationKind = Annotated[Literal["json_log"], words({"json_log": "A log file with one JSON object a line."})]
Silence = Annotated[
    Literal["deny", "allow"],
    words({"deny": "Nothing is done.", "allow": "It is done as if the answer had been yes."}),
]
Consent = Annotated[
    Literal["agreed", "pending", "not_required"],
    words(
        {
            "agreed": "It agreed.",
            "pending": "It was asked and has not answered: we may not start.",
            "not_required": "The customer has none, or it need not be asked.",
        }
    ),
]
Nis2Class = Annotated[
    Literal["essential", "important", "none"],
    words(
        {
            "essential": "An essential entity.",
            "important": "An important entity.",
            "none": "NIS2 does not concern the customer.",
        }
    ),
]


def at_least(severity: Severity, floor: Severity) -> bool:
    """Whether a severity reaches a floor."""
    return SEVERITIES.index(severity) >= SEVERITIES.index(floor)
