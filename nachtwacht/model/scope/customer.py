"""Who the customer is."""

from typing import Annotated

from nachtwacht.model.scope.choices import Language
from nachtwacht.model.scope.forms import Slug
from nachtwacht.model.scope.part import Model, key


class Customer(Model, frozen=True, kw_only=True):
    """Who the customer is."""

    id: Annotated[Slug, key("The name of the customer's folder; never used again for another customer.", "gouden-aar")]
    name: Annotated[str, key("Name as the customer writes it.", "Bakkerij De Gouden Aar")]
    sector: Annotated[str, key("Line of business, in a word or two.", "food")]
    timezone: Annotated[
        str,
        key("The clock that every hour in this file is an hour of.", "Europe/Amsterdam", "IANA name of a time zone"),
    ]
    language: Annotated[Language, key("Language of what the customer reads.", "nl")]
    contract: Annotated[str, key("Reference of the contract.", "GA-2026-014")]
