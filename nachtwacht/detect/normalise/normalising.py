"""One record into its events, whatever its source; a record that cannot be understood becomes a value that says why."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from msgspec import Struct

from nachtwacht.detect.clock import clock_fields
from nachtwacht.detect.normalise import linux_audit, linux_auth, mail_log, network_metadata
from nachtwacht.detect.normalise.draft import Draft, Unreadable
from nachtwacht.detect.normalise.estate import Estate, address_of
from nachtwacht.ingest.record import Record
from nachtwacht.model.watch import Event

SOURCES: dict[str, Callable[[Record, Estate], Iterable[Draft]]] = {
    "linux_audit": linux_audit.drafts,
    "linux_auth": linux_auth.drafts,
    "network_metadata": network_metadata.drafts,
    "mail_log": mail_log.drafts,
}


AHEAD_SECONDS = 300.0
"""How far a host's clock may be ahead of ours."""


class Unparsed(Struct, frozen=True, kw_only=True):
    """A record that could not be understood. It is kept, not thrown away."""

    record: Record
    reason: str


def normalise(record: Record, estate: Estate) -> tuple[Event, ...] | Unparsed:
    """The events of a record; none when it is understood and of no interest."""
    source = SOURCES.get(record.source)
    if source is None:
        return Unparsed(record=record, reason=f"no normaliser for the source {record.source or '(none named)'}")
    try:
        drafts = list(source(record, estate))
        return tuple(_event(record, draft, number, estate) for number, draft in enumerate(drafts))
    except Unreadable as error:
        return Unparsed(record=record, reason=str(error))
    except (KeyError, TypeError, ValueError, AttributeError, IndexError, OverflowError) as error:
        # A record comes from a machine that may be in an attacker's hands: whatever is odd in it must not stop the loop.
        return Unparsed(record=record, reason=f"{type(error).__name__}: {error}")


def _event(record: Record, draft: Draft, number: int, estate: Estate) -> Event:
    time, claimed = _time(record, draft)
    asset = draft.asset or record.host
    return Event(
        id=record.id if number == 0 else f"{record.id}/{number}",
        asset=asset,
        source_host=record.host,
        product=draft.product,
        service=draft.service,
        categories=draft.categories,
        time=time,
        observed=record.observed,
        arrived=record.arrived,
        fields=_common(draft, asset, time, estate)
        | claimed
        | {name: value for name, value in draft.fields.items() if value not in (None, "")},
    )


def _time(record: Record, draft: Draft) -> tuple[float, dict[str, Any]]:
    """When it happened. Nothing happens after it arrived: a clock that runs ahead, or lies, is not believed."""
    time = draft.time or record.time or record.observed
    if record.arrived and time > record.arrived + AHEAD_SECONDS:
        return record.arrived, {"ClaimedTime": time}
    return time, {}


def _common(draft: Draft, asset: str, time: float, estate: Estate) -> dict[str, Any]:
    fields: dict[str, Any] = {"Host": asset, **clock_fields(estate.scope, time)}
    user = estate.user_at(asset)
    if user:
        fields["User"] = fields["HostUser"] = user
    for name, country in (("DestinationIp", "DestinationCountry"), ("SourceIp", "SourceCountry")):
        code = estate.country_of(address_of(draft.fields.get(name, "")))
        if code:
            fields[country] = code
    return fields
