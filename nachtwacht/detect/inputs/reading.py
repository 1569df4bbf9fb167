"""Lines of a file into events: flat fields, Windows events as JSON, Suricata's eve.json, CloudTrail."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

import orjson

from nachtwacht.detect.inputs.evtx import flatten
from nachtwacht.detect.inputs.windows import categories_of, category_of, service_of
from nachtwacht.detect.normalise.draft import epoch
from nachtwacht.detect.normalise.estate import address_of, registered
from nachtwacht.detect.normalise.network_metadata import CATEGORIES, eve_fields
from nachtwacht.detect.sigma.match import moment_of
from nachtwacht.model.watch import Event

INPUTS = ("auto", "flat", "evtx", "eve", "cloudtrail")
_TIMES = ("UtcTime", "SystemTime", "@timestamp", "timestamp", "eventTime", "time", "TimeCreated")


def read_events(lines: Iterable[bytes], kind: str, bad: list[str]) -> Iterator[tuple[int, Event]]:
    """Each event with its index: the number of its line from 0, empty lines not counted. What is no event goes to ``bad``."""
    index = -1
    for line in lines:
        if not line.strip():
            continue
        index += 1
        try:
            record = orjson.loads(line)
        except orjson.JSONDecodeError as error:
            bad.append(f"event {index}: not JSON: {error}")
            continue
        if isinstance(record, dict):
            yield index, event(record, kind, index)
        else:
            bad.append(f"event {index}: JSON, but no object")


def event(record: Mapping[str, Any], kind: str, index: int) -> Event:
    """One record as an event; ``auto`` tells the format by what only it has. ``kind`` is one of INPUTS."""
    return _MAKERS[kind if kind != "auto" else guess(record)](record, index)


def guess(record: Mapping[str, Any]) -> str:
    """The format of a record."""
    if "Event" in record and isinstance(record["Event"], Mapping):
        return "evtx"
    if "event_type" in record and "product" not in record:
        return "eve"
    if "eventSource" in record and "eventName" in record:
        return "cloudtrail"
    return "flat"


def _flat(record: Mapping[str, Any], index: int) -> Event:
    service = str(record.get("service") or "")
    product = str(record.get("product") or "")
    if not service and product in {"", "windows"} and "Channel" in record:
        service = service_of(str(record["Channel"]))
        product = product or "windows"
    category = record.get("category") or category_of(service, record.get("EventID"))
    categories = category if isinstance(category, list) else categories_of(str(category or ""), record)
    return _event(index, record, product, service, tuple(categories))


def _evtx(record: Mapping[str, Any], index: int) -> Event:
    return _flat(flatten(record), index)


def _eve(record: Mapping[str, Any], index: int) -> Event:
    kind = str(record.get("event_type", ""))
    fields = dict(record) | eve_fields(record)
    source, target = address_of(fields["SourceIp"]), address_of(fields["DestinationIp"])
    # Without a customer, a private address counts as inside, and the registries alone say the country.
    fields["Initiated"] = source is not None and source.is_private
    fields["DestinationCountry"] = registered(target)
    return _event(index, fields, "suricata", kind, CATEGORIES.get(kind, ("network_connection",)))


def _cloudtrail(record: Mapping[str, Any], index: int) -> Event:
    return _event(index, record, "aws", "cloudtrail", ())


def _event(index: int, fields: Mapping[str, Any], product: str, service: str, categories: tuple[str, ...]) -> Event:
    time = _time(fields)
    host = str(fields.get("Computer") or fields.get("Host") or "")
    return Event(
        id=str(index),
        asset=host,
        source_host=host,
        product=product,
        service=service,
        categories=categories,
        time=time,
        observed=time,
        arrived=time,
        fields=dict(fields),
    )


def _time(fields: Mapping[str, Any]) -> float:
    """UTC seconds of the event; 0 when it names no time that can be read."""
    for name in _TIMES:
        if name in fields:
            moment = epoch(fields[name])
            if moment is not None:
                return moment
            parsed = moment_of(str(fields[name]))
            if parsed is not None:
                return parsed.timestamp()
    return 0.0


_MAKERS: dict[str, Callable[[Mapping[str, Any], int], Event]] = {
    "flat": _flat,
    "evtx": _evtx,
    "eve": _eve,
    "cloudtrail": _cloudtrail,
}
