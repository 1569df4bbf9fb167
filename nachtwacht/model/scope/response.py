"""What may be done on the customer's machines, and when. What is not allowed here is refused."""

from typing import Annotated

from nachtwacht.model.scope.choices import Approval, Severity, Silence, When
from nachtwacht.model.scope.forms import MINUTES, NAMES, Duration, Name, Rate
from nachtwacht.model.scope.part import Model, key
from nachtwacht.model.scope.service import Wait


class Permission(Model, frozen=True, kw_only=True):
    """What we may do on our own; everything else is refused."""

    allow: Annotated[Name, key("What we may do.", "isolate_endpoint", "action of a module")]
    on: Annotated[tuple[Name, ...], key("Where we may do it.", ["workstations"], NAMES)]
    when: Annotated[When, key("At which hours.", "always")]
    from_severity: Annotated[Severity, key("Only for what is at least so severe.", "high")]
    approval: Annotated[Approval, key("Who must say yes first.", "customer")]
    at_most: Annotated[Rate | None, key("How often at most.", "3 per hour", "as 3 per hour, or 10 per day")] = None
    undo_after: Annotated[
        Duration | None,
        key("After this time it is undone by itself.", "4h", "duration, as 90s, 15m, 4h or 7d"),
    ] = None
    wait_minutes: Annotated[Wait | None, key("How long we wait for the yes.", 15, f"{MINUTES}, 1 to 240")] = None
    if_no_answer: Annotated[Silence, key("What happens when nobody answers in that time.", "deny")] = "deny"
