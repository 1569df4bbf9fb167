"""Which events a rule is for: product, service and category of its log source."""

from __future__ import annotations

from nachtwacht.detect.sigma.rule import LogSource
from nachtwacht.model.watch import Event


def concerns(source: LogSource, event: Event) -> bool:
    """Whether everything that the log source names is so for the event. An event can have several categories."""
    return (
        (not source.product or source.product == event.product)
        and (not source.service or source.service == event.service)
        and (not source.category or source.category in event.categories)
    )
