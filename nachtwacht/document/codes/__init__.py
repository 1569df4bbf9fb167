"""Every code that a finding can have, in one table; ``docs/reference/NW….md`` is generated from it."""

from __future__ import annotations

from nachtwacht.document.codes import (
    accepted,
    assets,
    calendar,
    content,
    coverage,
    customers,
    exclusions,
    language,
    names,
    networks,
    people,
    privacy,
    profiles,
    reach,
    reading,
    response,
    windows,
)
from nachtwacht.document.codes.code import Code

__all__ = ["CODES", "Code"]

CODES: dict[str, Code] = {
    code.code: code
    for topic in (
        reading,
        language,
        names,
        people,
        calendar,
        coverage,
        networks,
        assets,
        response,
        exclusions,
        windows,
        accepted,
        privacy,
        customers,
        reach,
        content,
        profiles,
    )
    for code in topic.CODES
}
