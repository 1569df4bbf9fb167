"""The configuration of one customer's runtime (``runtime.json``) and what it names, read into values."""

from __future__ import annotations

from pathlib import Path
from typing import Any, TypeVar

import msgspec
from msgspec import Struct, field

from nachtwacht.model.content import PackSpec
from nachtwacht.model.failure import Failure
from nachtwacht.model.scope import Scope

T = TypeVar("T")


class Part(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A part of ``runtime.json``; unknown keys are errors."""


class Listen(Part, frozen=True, kw_only=True):
    """Where records come in."""

    address: str = "0.0.0.0"  # noqa: S104  Agents come from every network; each needs a client certificate.
    port: int = 4318


class Tls(Part, frozen=True, kw_only=True):
    """PEM files: our certificate and key, and the customer's CA that signs the agents."""

    certificate: Path
    key: Path
    ca: Path


class Config(Part, frozen=True, kw_only=True):
    """``runtime.json``. Paths are absolute once it is read; before, they are relative to its folder."""

    customer: str
    data: Path
    socket: Path
    tls: Tls
    listen: Listen = Listen()
    addresses: dict[str, str] = field(default_factory=dict)
    """Address of every host of the scope, by name."""
    scope: Path = Path("scope.json")
    packs: Path = Path("packs")
    runbooks: Path = Path("runbooks")
    canary_key: Path = Path("canary.pub")
    known_hosts: Path = Path("known_hosts")
    respond: dict[str, Any] = field(default_factory=dict)
    watchers: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """The SOC's own ``soc_addresses`` and ``soc_keys`` (fingerprints of SSH keys): its work at night is no finding."""
    reserve_bytes: int = 64 << 20
    """Below this much free space nothing is accepted, so that what was accepted can still be worked on."""


class Context(Struct, frozen=True, kw_only=True):
    """What the parts of the runtime share; a new one is made at every reload. ``now`` is UTC seconds."""

    scope: Scope
    packs: dict[str, PackSpec]
    config: Config
    folder: Path
    now: float


_PATHS = ("data", "socket", "scope", "packs", "runbooks", "canary_key", "known_hosts")


def read_config(file: Path) -> Config:
    """The configuration with absolute paths; a Failure names the file and what is wrong in it."""
    config = _decode(file, Config)
    folder = file.resolve().parent
    tls = Tls(**{name: folder / getattr(config.tls, name) for name in ("certificate", "key", "ca")})
    paths = {name: folder / getattr(config, name) for name in _PATHS}
    return msgspec.structs.replace(config, tls=tls, **paths)


def read_scope(config: Config) -> Scope:
    """The scope that the configuration names; it must be that customer's."""
    scope = _decode(config.scope, Scope)
    if scope.customer.id != config.customer:
        raise Failure(
            f"{config.scope}: this is the scope of {scope.customer.id}, not of {config.customer}",
            mend="run `nw provision` for this customer again",
        )
    return scope


def _decode(file: Path, kind: type[T]) -> T:
    try:
        return msgspec.json.decode(file.read_bytes(), type=kind, dec_hook=_path)
    except OSError as error:
        raise Failure(f"{file}: {error.strerror}", mend="run `nw provision` for this customer again") from error
    except msgspec.DecodeError as error:
        raise Failure(f"{file}: {error}", mend="run `nw provision` for this customer again") from error


def _path(kind: type, text: Any) -> Any:
    if kind is Path and isinstance(text, str):
        return Path(text)
    raise NotImplementedError(f"expected {kind.__name__}")
