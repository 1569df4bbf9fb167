"""The form's few addresses: one empty page, its files, and what the page asks for."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
from msgspec import Struct
from starlette.applications import Starlette
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.routing import Route

from nachtwacht.edit.editor import Edit, Editor
from nachtwacht.edit.guard import HEADERS, LARGEST_BODY, Guard, Refused

STATIC = Path(__file__).with_name("static")
_KINDS = {".html": "text/html", ".js": "text/javascript", ".css": "text/css", ".svg": "image/svg+xml"}
BODY_SECONDS = 30.0
"""So long may a request take to arrive."""


class Door(Struct, forbid_unknown_fields=True):
    """The one-time key of the address."""

    key: str


class Leaving(Struct, forbid_unknown_fields=True):
    """A page that is closed."""

    tab: str


class Nothing(Struct, forbid_unknown_fields=True):
    """A question without particulars."""


Asked = dict[str, tuple[type, Callable[[Any], dict[str, Any]]]]
"""What the page can ask for: the shape of the question, and who answers it."""


def application(editor: Editor, guard: Guard, told: Callable[[str], None]) -> Starlette:
    """The application; ``told`` is given one line for each mistake of ours."""
    routes = [
        Route("/api/door", _door(guard), methods=["POST"]),
        Route("/api/{what}", _ask(guard, _asked(editor)), methods=["POST"]),
        Route("/", _files(guard), methods=["GET"]),
        Route("/{name}", _files(guard), methods=["GET"]),
    ]
    handlers: dict[Any, Any] = {Exception: _mistake(told), 404: _plain(guard, 404), 405: _plain(guard, 405)}
    return Starlette(routes=routes, exception_handlers=handlers)


def _asked(editor: Editor) -> Asked:
    def leave(leaving: Leaving) -> dict[str, Any]:
        editor.leave(leaving.tab)
        return {}

    return {
        "open": (Nothing, lambda _: editor.open()),
        "state": (Nothing, lambda _: editor.state()),
        "look": (Edit, editor.look),
        "save": (Edit, editor.save),
        "merge": (Edit, editor.merge),
        "leave": (Leaving, leave),
    }


def _door(guard: Guard) -> Callable[..., Any]:
    async def door(request: Request) -> Response:
        body = await _body(request, guard, Door, door=True)
        if isinstance(body, Refused):
            return _refusal(body)
        if not guard.let_in(body.key):
            return _refusal(Refused(401, "this address was used already, or is not the terminal's"))
        answer = _json({"token": guard.token})
        answer.set_cookie(guard.cookie, guard.session, httponly=True, samesite="strict", path="/")
        return answer

    return door


def _ask(guard: Guard, asked: Asked) -> Callable[..., Any]:
    async def ask(request: Request) -> Response:
        what = request.path_params["what"]
        if what not in asked:
            refused = guard.refuses(request.method, request.headers)
            return _refusal(refused or Refused(404, "there is nothing here"))
        shape, act = asked[what]
        body = await _body(request, guard, shape)
        if isinstance(body, Refused):
            return _refusal(body)
        return _json(await asyncio.to_thread(act, body))

    return ask


def _mistake(told: Callable[[str], None]) -> Callable[..., Any]:
    async def mistake(request: Request, error: Exception) -> Response:
        told(f"a mistake in nachtwacht itself at {request.url.path}: {type(error).__name__}")
        return _refusal(Refused(500, "a mistake in nachtwacht itself; nothing was written"))

    return mistake


def _files(guard: Guard) -> Callable[..., Any]:
    async def file(request: Request) -> Response:
        name = request.path_params.get("name") or "index.html"
        refused = guard.refuses(request.method, request.headers)
        place = {one.name: one for one in STATIC.iterdir()}.get(name)
        if refused or place is None or place.suffix not in _KINDS:
            return _refusal(refused or Refused(404, "there is nothing here"))
        return Response(place.read_bytes(), 200, HEADERS, _KINDS[place.suffix])

    return file


def _plain(guard: Guard, status: int) -> Callable[..., Any]:
    async def answer(request: Request, _: Exception) -> Response:
        refused = guard.refuses("GET", request.headers)
        return _refusal(refused or Refused(status, "there is nothing here"))

    return answer


async def _body(request: Request, guard: Guard, shape: type, *, door: bool = False) -> Any:
    refused = guard.refuses(request.method, request.headers, door=door)
    if refused:
        return refused
    parts = bytearray()
    try:
        async with asyncio.timeout(BODY_SECONDS):
            async for part in request.stream():
                parts += part
                if len(parts) > LARGEST_BODY:
                    return Refused(413, "the request is too large")
        return msgspec.json.decode(bytes(parts), type=shape)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        return Refused(400, "the request cannot be understood")
    except (TimeoutError, ClientDisconnect):
        return Refused(408, "the request took too long to arrive")


def _json(answer: dict[str, Any]) -> Response:
    return Response(msgspec.json.encode(answer), 200, HEADERS, "application/json")


def _refusal(refused: Refused) -> Response:
    return Response(msgspec.json.encode({"error": refused.why}), refused.status, HEADERS, "application/json")
