"""What the watch of one customer goes by: the promise, the use cases and the procedures."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct

from nachtwacht.model.content import PackSpec, Runbook
from nachtwacht.model.scope import Scope


class Context(Struct, frozen=True, kw_only=True):
    """Read once and passed along. ``now`` is UTC seconds since the epoch."""

    scope: Scope
    packs: Mapping[str, PackSpec]
    runbooks: Mapping[str, Runbook]
    now: float
