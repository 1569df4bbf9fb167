"""POST /v1/logs: OTLP/HTTP (protobuf), answered with success only when the request is on disk."""

from __future__ import annotations

import asyncio
import time
from collections import defaultdict
from collections.abc import Callable

from starlette.applications import Starlette
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.routing import Route

from nachtwacht.ingest.otlp import LARGEST, Refused, pack, read_request, senders, unpack
from nachtwacht.ingest.peer import PEER
from nachtwacht.ingest.spool import Spool, SpoolFull

PROTOBUF = "application/x-protobuf"
RETRY_SECONDS = 5
_LATER = {"retry-after": str(RETRY_SECONDS)}
OF_ONE_PEER = 2
"""Requests of one client in memory at the same time; others wait on the wire, and hold up no other client."""
BODY_SECONDS = 60.0
"""So long may a request take to arrive."""


def receiver(spool: Spool, say: Callable[[str, str], None]) -> Starlette:
    """The application; ``say(level, text)`` logs what is refused."""
    peers: defaultdict[str, asyncio.Semaphore] = defaultdict(lambda: asyncio.Semaphore(OF_ONE_PEER))

    async def logs(request: Request) -> Response:
        peer = str(request.scope.get(PEER, ""))
        try:
            async with peers[peer]:
                async with asyncio.timeout(BODY_SECONDS):
                    body, encoding = await _body(request)
                kept = _checked(body, encoding, peer)
                await asyncio.wrap_future(spool.put(peer, time.time(), kept))
        except Refused as refused:
            say("warning", f"a request of {peer or 'an unnamed client'} was refused ({refused.status}): {refused.why}")
            return _answer(refused.status, refused.why)
        except SpoolFull as full:
            return _answer(503, str(full), _LATER)
        except TimeoutError:
            return _answer(503, f"the request took longer than {BODY_SECONDS:g} s to arrive", _LATER)
        except ClientDisconnect:
            return _answer(400, "the request ended too early")
        return Response(b"", media_type=PROTOBUF)

    return Starlette(routes=[Route("/v1/logs", logs, methods=["POST"])])


async def _body(request: Request) -> tuple[bytes | bytearray, str]:
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind != PROTOBUF:
        raise Refused(415, f"content type {kind or '(none)'} is not known; send {PROTOBUF}")
    if int(request.headers.get("content-length") or 0) > LARGEST:
        raise Refused(413, f"the request is larger than {LARGEST} bytes; send smaller batches")
    parts = bytearray()
    async for part in request.stream():
        parts += part
        if len(parts) > LARGEST:
            raise Refused(413, f"the request is larger than {LARGEST} bytes; send smaller batches")
    return parts, request.headers.get("content-encoding", "").strip().lower()


def _checked(body: bytes | bytearray, encoding: str, peer: str) -> bytes | bytearray:
    """What goes to disk of a request, always as gzip; Refused when it is not right."""
    plain = unpack(body, encoding)
    _identify(plain, peer)
    return body if encoding == "gzip" else pack(plain)


def _identify(plain: bytes | bytearray, peer: str) -> None:
    """A host may speak for itself only: what it names must be what its certificate says."""
    strangers = senders(read_request(plain)) - {peer}
    if not peer or strangers:
        claimed = ", ".join(sorted(strangers)) or "nothing"
        raise Refused(
            403,
            f"the certificate is that of {peer or 'nobody'}, but host.name is {claimed}; fix: set host.name to the host's own name",
        )


def _answer(status: int, why: str, headers: dict[str, str] | None = None) -> Response:
    """An error as OTLP wants it: a google.rpc.Status message, whose field 2 is the text."""
    text = why.encode()[:10_000]
    return Response(b"\x12" + _varint(len(text)) + text, status, headers, PROTOBUF)


def _varint(number: int) -> bytes:
    """Base 128 varint (Protocol Buffers encoding)."""
    out = bytearray()
    while number > 0x7F:  # noqa: PLR2004  Seven bits a byte.
        out.append(number & 0x7F | 0x80)
        number >>= 7
    return bytes([*out, number])
