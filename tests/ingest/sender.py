"""A real agent: OTLP/HTTP in protobuf over mutual TLS, that keeps what is not acknowledged and comes back."""

from __future__ import annotations

import gzip
import http.client
import json
import ssl
import time
from collections.abc import Iterable, Mapping
from typing import Any

from opentelemetry.proto.collector.logs.v1.logs_service_pb2 import ExportLogsServiceRequest
from opentelemetry.proto.common.v1.common_pb2 import AnyValue, KeyValue, KeyValueList

from tests.ingest.pki import Authority, Pair


def any_value(value: Any) -> AnyValue:
    """A protobuf value of a Python value."""
    if isinstance(value, dict):
        return AnyValue(
            kvlist_value=KeyValueList(values=[KeyValue(key=key, value=any_value(item)) for key, item in value.items()])
        )
    if isinstance(value, bool):
        return AnyValue(bool_value=value)
    if isinstance(value, int):
        return AnyValue(int_value=value)
    return AnyValue(string_value=str(value))


def request(
    host: str, source: str, bodies: Iterable[Any], ids: Iterable[str] | None = None, at: float | None = None
) -> bytes:
    """One export request; a body that is a mapping for journald stays a map, for other sources it is a JSON line."""
    message = ExportLogsServiceRequest()
    logs = message.resource_logs.add()
    for key, value in {"host.name": host, "nachtwacht.source": source}.items():
        logs.resource.attributes.add(key=key, value=any_value(value))
    scope = logs.scope_logs.add()
    names = iter(ids) if ids is not None else None
    for body in bodies:
        as_map = source == "linux_auth" and isinstance(body, Mapping)
        entry = scope.log_records.add(body=any_value(body if as_map or isinstance(body, str) else json.dumps(body)))
        entry.observed_time_unix_nano = int((at or time.time()) * 1e9)
        if names is not None:
            entry.attributes.add(key="nachtwacht.id", value=any_value(next(names)))
    return message.SerializeToString()


class Agent:
    """One connection at a time; ``post`` says the status and the text of the answer."""

    def __init__(self, port: int, authority: Authority, pair: Pair | None) -> None:
        self._port = port
        self._context = ssl.create_default_context(cafile=str(authority.certificate))
        if pair is not None:
            self._context.load_cert_chain(pair.certificate, pair.key)
        self._connection: http.client.HTTPSConnection | None = None

    def post(self, body: bytes, *, zipped: bool = True, path: str = "/v1/logs", **headers: str) -> tuple[int, str]:
        """Raises OSError (ssl.SSLError with it) when there is no answer."""
        kept = {"content-type": "application/x-protobuf"} | ({"content-encoding": "gzip"} if zipped else {})
        kept |= {name.replace("_", "-"): value for name, value in headers.items()}
        try:
            if self._connection is None:
                self._connection = http.client.HTTPSConnection(
                    "127.0.0.1", self._port, context=self._context, timeout=30
                )
            self._connection.request("POST", path, gzip.compress(body, 1) if zipped else body, kept)
            answer = self._connection.getresponse()
            return answer.status, answer.read().decode("utf-8", "replace")
        except (OSError, http.client.HTTPException):
            self.close()
            raise

    def deliver(self, body: bytes, seconds: float = 60.0) -> int:
        """Come back until it is acknowledged, as the Collector does; how often it had to."""
        end, tries = time.monotonic() + seconds, 0
        while time.monotonic() < end:
            tries += 1
            try:
                status, text = self.post(body)
            except (OSError, http.client.HTTPException):
                time.sleep(0.02)
                continue
            if status == 200:
                return tries
            assert status == 503, f"{status}: {text}"
            time.sleep(0.05)
        raise AssertionError("not acknowledged in time")

    def close(self) -> None:
        """End the connection."""
        if self._connection is not None:
            self._connection.close()
        self._connection = None
