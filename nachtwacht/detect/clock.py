"""The fields that say when something happened for the customer: local time, office hours, hours of administration."""

from __future__ import annotations

from nachtwacht.model.hours import local, within_hours, within_office_hours
from nachtwacht.model.scope import Scope


def clock_fields(scope: Scope, at: float) -> dict[str, str | bool]:
    """``LocalTime`` (ISO 8601 with offset), ``WithinAdminHours`` and ``WithinOfficeHours`` at UTC seconds ``at``."""
    timezone = scope.customer.timezone
    return {
        "LocalTime": local(timezone, at).isoformat(timespec="seconds"),
        "WithinAdminHours": within_hours(scope.business.admin_hours, timezone, at),
        "WithinOfficeHours": within_office_hours(scope.service.office_hours, timezone, at),
    }
