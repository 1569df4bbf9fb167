"""What the law and the agreement ask."""

from typing import Annotated

from msgspec import Meta, field

from nachtwacht.model.scope.choices import Consent, Nis2Class
from nachtwacht.model.scope.forms import DAY, Date
from nachtwacht.model.scope.part import Model, key


class WorksCouncil(Model, frozen=True, kw_only=True):
    """Consent of the works council (Dutch WOR art. 27(1)(k) and (l)): a gate before go-live."""

    status: Annotated[Consent, key("Whether the works council agreed.", "agreed")]
    date: Annotated[Date | None, key("When it agreed.", "2026-10-01", DAY)] = None
    reference: Annotated[str | None, key("Reference of its decision.", "OR-26-11")] = None


class Nis2(Model, frozen=True, kw_only=True):
    """The class under NIS2; the times within which to report (Art. 23) follow from it."""

    class_: Annotated[Nis2Class, key("What the customer is under NIS2.", "important")] = field(name="class")


class Privacy(Model, frozen=True, kw_only=True):
    """What the law and the agreement ask."""

    data_region: Annotated[str, key("Where the data stays.", "eu", "region")]
    retention_days: Annotated[Annotated[int, Meta(ge=1, le=3650)], key("How long data is kept.", 90, "days, 1 to 3650")]
    processor_agreement: Annotated[str, key("Reference of the agreement under GDPR art. 28(3).", "GA-DPA-2026")]
    works_council: Annotated[WorksCouncil, key("Consent of the works council: without it we may not start.")]
    nis2: Annotated[Nis2, key("The European directive on security, for companies that it concerns.")]
