"""How the service behaves around the clock, and who is called."""

from typing import Annotated

from msgspec import Meta, field

from nachtwacht.model.scope.choices import Day, Severity, When
from nachtwacht.model.scope.forms import CLOCK, DAY, MINUTES, ClockTime, Date
from nachtwacht.model.scope.part import Model, key

Wait = Annotated[int, Meta(ge=1, le=240)]


class OfficeHours(Model, frozen=True, kw_only=True):
    """When the customer works."""

    days: Annotated[tuple[Day, ...], key("Working days.", ["mon", "tue", "wed", "thu", "fri"])]
    start: Annotated[ClockTime, key("Begin of the working day, in quotes.", "08:00", CLOCK)] = field(name="from")
    end: Annotated[ClockTime, key("End of the working day, in quotes.", "18:00", CLOCK)] = field(name="to")
    holidays: Annotated[
        str,
        key(
            "Country or region whose public holidays are no working days.",
            "NL",
            "country as NL, or country and region as DE-BY",
        ),
    ]


class Service(Model, frozen=True, kw_only=True):
    """How the service behaves around the clock."""

    office_hours: Annotated[OfficeHours, key("When the customer works; all other hours are outside office hours.")]
    wake_from: Annotated[
        Severity, key("Outside office hours, what is less severe than this waits until the morning.", "high")
    ]
    observe_until: Annotated[
        Date | None, key("Before this day we only report: nothing is done automatically.", "2026-11-01", DAY)
    ] = None


class Contact(Model, frozen=True, kw_only=True):
    """Somebody who is called, in the order of the list."""

    name: Annotated[str, key("Name of the person.", "A. Molenaar")]
    role: Annotated[str, key("What the person is at the customer's.", "security_officer")]
    phone: Annotated[
        str, key("Telephone, in quotes.", "+31 20 555 0101", "telephone number with + and the country's code")
    ]
    email: Annotated[str, key("Address for messages.", "a.molenaar@gouden-aar.example", "mail address")]
    reach: Annotated[When, key("When this person may be called.", "always")]
    wait_minutes: Annotated[
        Wait, key("How long this person is tried before the next one is called.", 10, f"{MINUTES}, 1 to 240")
    ]
