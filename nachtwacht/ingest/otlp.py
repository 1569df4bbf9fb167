"""OTLP log records (opentelemetry-proto 1.x, ExportLogsServiceRequest) into records of ours."""

from __future__ import annotations

import gzip
import hashlib
import zlib
from collections.abc import Iterable, Iterator
from typing import Any

import orjson
from google.protobuf.message import DecodeError  # type: ignore[import-untyped]  # It has no stubs.
from opentelemetry.proto.collector.logs.v1.logs_service_pb2 import ExportLogsServiceRequest

from nachtwacht.ingest.record import Record

LARGEST = 16 << 20
"""Bytes of one request when unpacked."""
NANO = 1_000_000_000
HOST = "host.name"
SOURCE = "nachtwacht.source"
IDENTITY = "nachtwacht.id"


class Refused(Exception):
    """A request that will never be accepted as it is, with the HTTP status that says so."""

    def __init__(self, status: int, why: str) -> None:
        """``why`` is for the sender's log."""
        super().__init__(why)
        self.status = status
        self.why = why


def unpack(body: bytes | bytearray, encoding: str) -> bytes | bytearray:
    """The plain request; at most LARGEST bytes are ever unpacked (RFC 1952 for gzip)."""
    if encoding in {"", "identity"}:
        return body
    if encoding != "gzip":
        raise Refused(415, f"content encoding {encoding} is not known; use gzip or none")
    inflate = zlib.decompressobj(wbits=31)
    try:
        plain = inflate.decompress(body, LARGEST + 1)
    except zlib.error as error:
        raise Refused(400, f"the gzip body is damaged: {error}") from error
    if len(plain) > LARGEST or inflate.unconsumed_tail:
        raise Refused(413, f"the request is larger than {LARGEST} bytes when unpacked; send smaller batches")
    if not inflate.eof:
        raise Refused(400, "the gzip body is cut off")
    return plain


def read_request(plain: bytes | bytearray) -> ExportLogsServiceRequest:
    """The protobuf message; Refused when it is none."""
    request = ExportLogsServiceRequest()
    try:
        request.ParseFromString(bytes(plain))
    except DecodeError as error:
        raise Refused(400, "the body is no OTLP ExportLogsServiceRequest in protobuf") from error
    return request


def senders(request: ExportLogsServiceRequest) -> set[str]:
    """The values of ``host.name`` in a request; an empty name where a resource has none."""
    return {str(_attributes(logs.resource.attributes).get(HOST, "")) for logs in request.resource_logs}


def records(request: ExportLogsServiceRequest, arrived: float) -> Iterator[Record]:
    """The request's log records in order; ``arrived`` in UTC seconds."""
    for logs in request.resource_logs:
        resource = _attributes(logs.resource.attributes)
        host, source = str(resource.get(HOST, "")), str(resource.get(SOURCE, ""))
        for scope in logs.scope_logs:
            for entry in scope.log_records:
                yield _record(entry, host, source, arrived)


def _record(entry: Any, host: str, source: str, arrived: float) -> Record:
    attributes = _attributes(entry.attributes)
    body = _value(entry.body)
    given = attributes.get(IDENTITY)
    return Record(
        id=_identity(host, source, entry.time_unix_nano, body, given),
        host=host,
        source=str(attributes.get(SOURCE, source)),
        time=entry.time_unix_nano / NANO,
        observed=(entry.observed_time_unix_nano or entry.time_unix_nano) / NANO or arrived,
        arrived=arrived,
        body=body,
        attributes=attributes,
    )


def _identity(host: str, source: str, time: int, body: Any, given: Any) -> str:
    """The host is always a part, so that one host cannot make another's record look like a duplicate."""
    what = (
        ["id", str(given)]
        if given
        else [str(time), orjson.dumps(body, option=orjson.OPT_SORT_KEYS, default=str).decode()]
    )
    return hashlib.sha256("\x1f".join([host, source, *what]).encode("utf-8", "surrogatepass")).hexdigest()[:32]


def _attributes(pairs: Iterable[Any]) -> dict[str, Any]:
    return {pair.key: _value(pair.value) for pair in pairs}


def _value(value: Any) -> Any:
    kind = value.WhichOneof("value")
    if kind is None:
        return None
    if kind == "kvlist_value":
        return _attributes(value.kvlist_value.values)
    if kind == "array_value":
        return [_value(item) for item in value.array_value.values]
    if kind == "bytes_value":
        return value.bytes_value.decode("utf-8", "replace")
    return getattr(value, kind)


def pack(plain: bytes | bytearray) -> bytes:
    """A request's bytes as they are kept in the spool."""
    return gzip.compress(plain, 1, mtime=0)
