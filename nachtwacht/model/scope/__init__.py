"""The scope: what a customer has, what is watched, and what may be done about it.

One definition serves the typed model, the JSON Schema 2020-12 in ``scopes/scope.schema.json`` and the page
``docs/reference/scope.md``. A value is absent (None) when neither the customer's file nor its profile says anything.
"""

from nachtwacht.model.scope.agreed import AcceptedWarning, ChangeWindow, Exclusion
from nachtwacht.model.scope.assets import Application, Assets, Cloud, Host, Identity, Network
from nachtwacht.model.scope.business import Business, Hours, KnownNetwork
from nachtwacht.model.scope.choices import (
    PARTS,
    SEVERITIES,
    ApplicationKind,
    Approval,
    CloudKind,
    Consent,
    Criticality,
    Day,
    HostKind,
    IdentityKind,
    Language,
    Nis2Class,
    Part,
    Severity,
    Silence,
    When,
    Zone,
    at_least,
)
from nachtwacht.model.scope.customer import Customer
from nachtwacht.model.scope.forms import (
    ClockTime,
    Country,
    Date,
    Duration,
    Name,
    Rate,
    Slug,
    WarningCode,
    is_duration,
    seconds,
)
from nachtwacht.model.scope.part import Model
from nachtwacht.model.scope.privacy import Nis2, Privacy, WorksCouncil
from nachtwacht.model.scope.response import Permission
from nachtwacht.model.scope.scope import Scope
from nachtwacht.model.scope.service import Contact, OfficeHours, Service
from nachtwacht.model.scope.use_cases import UseCase

__all__ = [
    "PARTS",
    "SEVERITIES",
    "AcceptedWarning",
    "Application",
    "ApplicationKind",
    "Approval",
    "Assets",
    "Business",
    "ChangeWindow",
    "ClockTime",
    "Cloud",
    "CloudKind",
    "Consent",
    "Contact",
    "Country",
    "Criticality",
    "Customer",
    "Date",
    "Day",
    "Duration",
    "Exclusion",
    "Host",
    "HostKind",
    "Hours",
    "Identity",
    "IdentityKind",
    "KnownNetwork",
    "Language",
    "Model",
    "Name",
    "Network",
    "Nis2",
    "Nis2Class",
    "OfficeHours",
    "Part",
    "Permission",
    "Privacy",
    "Rate",
    "Scope",
    "Service",
    "Severity",
    "Silence",
    "Slug",
    "UseCase",
    "WarningCode",
    "When",
    "WorksCouncil",
    "Zone",
    "at_least",
    "is_duration",
    "seconds",
]
