"""What the watch of one customer goes by: the promise, the use cases and the procedures."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct

from nachtwacht.model.content import PackSpec, Runbook
from nachtwacht.model.scope import Scope


class Book(Struct, frozen=True, kw_only=True):
    """What responses and stories are decided by. ``faulty``: runbook name -> why it is not acted on."""

    scope: Scope
    packs: Mapping[str, PackSpec]
    runbooks: Mapping[str, Runbook]
    faulty: Mapping[str, str] = {}
