"""What was agreed for a while: exclusions, planned work, and warnings that somebody lives with."""

from typing import Annotated

from msgspec import field

from nachtwacht.model.scope.choices import Severity
from nachtwacht.model.scope.forms import DAY, MOMENT, NAMES, Date, Name, WarningCode
from nachtwacht.model.scope.part import Model, key

_PERSON = "a contact: the name, the mail address, or the part of it before the @"


class Exclusion(Model, frozen=True, kw_only=True):
    """A use case that is off on some assets for a while, with an owner and an end."""

    use_case: Annotated[Name, key("What we do not report for a while.", "off_hours_admin_login", "name of a use case")]
    on: Annotated[tuple[Name, ...], key("Where we do not report it.", ["fin-01"], NAMES)]
    reason: Annotated[str, key("Why.", "month-end closing")]
    owner: Annotated[str, key("Who answers for it.", "b.dewit", _PERSON)]
    approved_by: Annotated[str, key("Who approved it: somebody else than the owner.", "a.molenaar", _PERSON)]
    start: Annotated[Date, key("First day.", "2026-12-30", DAY)] = field(name="from")
    until: Annotated[Date, key("Last day, at most 90 days after the first.", "2027-01-03", DAY)]


class AcceptedWarning(Model, frozen=True, kw_only=True):
    """A warning of ``nw check`` that somebody has looked at and lives with, for a while."""

    warning: Annotated[WarningCode, key("Code of the warning.", "NW303", "NW and three digits")]
    on: Annotated[
        tuple[str, ...],
        key(
            "What it is accepted for, as the warning names it; empty for a warning about the whole scope.",
            ["ws-07"],
            "names of assets, groups or people",
        ),
    ] = ()
    reason: Annotated[str, key("Why we can live with it.", "replaced in the spring")]
    accepted_by: Annotated[str, key("Who accepted it.", "b.dewit", _PERSON)]
    until: Annotated[Date, key("Last day; from then on the warning is shown again.", "2027-03-31", DAY)]


class ChangeWindow(Model, frozen=True, kw_only=True):
    """Planned work: it is noted with what we see, or makes it less severe; it never hides anything."""

    on: Annotated[tuple[Name, ...], key("Where the work is.", ["fin-01"], NAMES)]
    reason: Annotated[str, key("What is done.", "new payments release")]
    owner: Annotated[str, key("Who answers for it.", "b.dewit", _PERSON)]
    start: Annotated[str, key("Begin.", "2026-11-30 22:00", MOMENT)] = field(name="from")
    until: Annotated[str, key("End.", "2026-12-01 02:00", MOMENT)]
    lower_to: Annotated[Severity | None, key("How severe findings are at most, meanwhile.", "low")] = None
