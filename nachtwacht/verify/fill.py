"""Fills the names in a canary's texts: ``{token}``, ``{user}``, ``{recipient}`` and the like. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping

from nachtwacht.model.failure import Failure

_NAME = re.compile(r"\{([a-z_]+)\}")


def fill(text: str, values: Mapping[str, str], where: str) -> str:
    """The text with each ``{name}`` replaced; other braces stay, an unknown name is a Failure."""

    def value(found: re.Match[str]) -> str:
        name = found.group(1)
        if name not in values:
            raise Failure(
                f"{where}: {{{name}}} is no name that a canary can use",
                mend=f"use one of {', '.join(sorted(values))}",
                status=2,
            )
        return values[name]

    return _NAME.sub(value, text)
