"""Where and when the customer does business: what is ordinary, so that the rest stands out."""

from typing import Annotated

from msgspec import field

from nachtwacht.model.scope.forms import CLOCK, COUNTRY, RANGE, ClockTime, Country
from nachtwacht.model.scope.part import Model, key


class Hours(Model, frozen=True, kw_only=True):
    """A span of the day; ``to`` before ``from`` passes midnight."""

    start: Annotated[ClockTime, key("First minute, in quotes.", "06:00", CLOCK)] = field(name="from")
    end: Annotated[
        ClockTime, key("Last minute, in quotes; earlier than `from` when the span passes midnight.", "22:00", CLOCK)
    ] = field(name="to")


class KnownNetwork(Model, frozen=True, kw_only=True):
    """Addresses whose country a look-up cannot know or gets wrong."""

    cidr: Annotated[str, key("The addresses.", "198.51.100.0/24", RANGE)]
    country: Annotated[Country, key("The country that they count as.", "CN", COUNTRY)]
    note: Annotated[str, key("How that is known.", "laboratory")] = ""


class Business(Model, frozen=True, kw_only=True):
    """Where and when the customer does business."""

    countries: Annotated[
        tuple[Country, ...],
        key("Countries with which the customer has ties; traffic elsewhere is foreign.", ["NL", "BE"], COUNTRY),
    ]
    admin_hours: Annotated[Hours, key("When it is ordinary that somebody logs in to administrate.")]
    known_networks: Annotated[
        tuple[KnownNetwork, ...], key("Addresses whose country a look-up cannot know or gets wrong.")
    ] = ()
