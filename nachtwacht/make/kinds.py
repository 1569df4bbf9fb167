"""What can be made: where its template is, where it is put, and which answer names it."""

from __future__ import annotations

from msgspec import Struct


class Kind(Struct, frozen=True, kw_only=True):
    """One sort of thing that ``nw new`` makes."""

    template: str
    """Folder in ``templates/``."""
    into: str
    """Folder of the repository that it is put in."""
    key: str
    """The answer that becomes its name."""
    suffix: str = ""
    """What the name ends with, for a thing that is one file."""


KINDS = {
    "customer": Kind(template="customer", into="customers", key="id"),
    "module": Kind(template="module", into="modules", key="kind"),
    "pack": Kind(template="detection_pack", into="detection_packs", key="name"),
    "runbook": Kind(template="runbook", into="runbooks", key="name", suffix=".yaml"),
}
