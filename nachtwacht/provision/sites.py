"""What a module may know about the host that it is placed on, and the steps that it then asks for."""

from __future__ import annotations

import importlib.util
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any

import msgspec
from msgspec import Struct, field

from nachtwacht.model.content import Catalog
from nachtwacht.model.coverage import CoveragePlan, Placement
from nachtwacht.model.failure import Failure
from nachtwacht.model.reach import Reach
from nachtwacht.model.scope import Scope
from nachtwacht.model.state import Render, Site, Step


class Ground(Struct, frozen=True, kw_only=True):
    """What all sites of a customer have in common."""

    plan: CoveragePlan
    catalog: Catalog
    reach: Reach
    root: Path
    """The repository: ``modules/``, ``detection_packs/``, ``runbooks/``."""
    blobs: dict[str, str] = field(default_factory=dict)
    """Name of a prepared artefact -> sha256."""
    canary_public_key: str = ""

    @property
    def scope(self) -> Scope:
        """The promise."""
        return self.plan.scope

    @property
    def runtime_host(self) -> str:
        """The host that the runtime is on; empty when the scope has none."""
        return next((host.name for host in self.scope.assets.hosts if host.kind == "runtime"), "")

    def on(self, host: str) -> tuple[Placement, ...]:
        """The placements on a host, each module after those that it names in ``after``."""
        return in_order(tuple(one for one in self.plan.placements if one.host == host), self.catalog)


def in_order(placements: tuple[Placement, ...], catalog: Catalog) -> tuple[Placement, ...]:
    """Placements of one host with each module after those in its ``after``; otherwise in the order of the plan."""
    done: list[Placement] = []
    waiting = list(placements)
    while waiting:
        names = {one.module for one in waiting}
        free = [one for one in waiting if not names & set(catalog.modules[one.module].after) - {one.module}]
        if not free:
            raise Failure(
                f"modules wait for each other on {waiting[0].host}: {', '.join(sorted(names))}",
                mend="mend 'after' in their module.yaml",
                status=2,
            )
        done.append(free[0])
        waiting.remove(free[0])
    return tuple(done)


def site(ground: Ground, placement: Placement) -> Site:
    """All that one placement's steps may know; public material only."""
    host = ground.scope.host(placement.host)
    if host is None:
        raise Failure(f"{placement.name}: the scope has no host {placement.host}", mend="plan again", status=2)
    specs = [ground.catalog.modules[one.module] for one in ground.on(placement.host)]
    on_runtime = placement.host == ground.runtime_host
    return Site(
        scope=ground.scope,
        host=host,
        address=_address(ground, placement.host),
        settings=settings(ground, placement),
        addresses={one.name: _address(ground, one.name) for one in ground.scope.assets.hosts},
        modules=tuple(spec.kind for spec in specs),
        ships=tuple(ship for spec in specs for ship in spec.ships),
        runtime_host=ground.runtime_host,
        controller_addresses=ground.reach.controller_addresses,
        controller_keys=_controller_keys(ground) if on_runtime else (),
        blobs=ground.blobs,
        texts=_texts(ground) if on_runtime else {},
        known_hosts=_known_hosts(ground) if on_runtime else "",
        canary_public_key=ground.canary_public_key if on_runtime else "",
    )


def settings(ground: Ground, placement: Placement) -> dict[str, Any]:
    """The module's defaults, then those of ``hosts.yaml``, then those of the plan."""
    properties = ground.catalog.modules[placement.module].settings.get("properties", {})
    defaults = {name: value["default"] for name, value in properties.items() if "default" in value}
    return {**defaults, **ground.reach.module_settings(placement.module, placement.host), **placement.settings}


def steps(ground: Ground, placement: Placement) -> tuple[Step, ...]:
    """The steps of one placement."""
    folder = ground.root / "modules" / placement.module
    module = _load(folder / "steps.py", placement.module)
    found: tuple[Step, ...] = module.steps(site(ground, placement), renderer(folder / "files"))
    return found


def acting_hosts(ground: Ground) -> tuple[str, ...]:
    """Hosts with a module that lets them carry out responses, in the order of the scope."""
    acting = {one.host for one in ground.plan.placements if ground.catalog.modules[one.module].actions}
    return tuple(host.name for host in ground.scope.assets.hosts if host.name in acting)


def renderer(folder: Path) -> Render:
    """Renders Jinja2 templates of a folder; undefined names are errors."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined, TemplateError

    files = FileSystemLoader(folder, followlinks=True)
    # Configuration files, not pages: nothing here is shown by a browser.
    environment = Environment(loader=files, undefined=StrictUndefined, keep_trailing_newline=True, autoescape=False)  # noqa: S701

    def render(template: str, /, **values: Any) -> str:
        try:
            return environment.get_template(template).render(**values)
        except TemplateError as error:
            raise Failure(
                f"{folder / template}: {error.message}", mend="mend the template, or give it the value", status=2
            ) from error

    return render


@cache
def _load(file: Path, kind: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(f"_nachtwacht_module_{kind}", file)
    if spec is None or spec.loader is None or not file.exists():
        raise Failure(f"module {kind} has no {file.name}", mend=f"write {file}", status=2)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _address(ground: Ground, host: str) -> str:
    place = ground.reach.hosts.get(host)
    return place.address if place else ""


def _texts(ground: Ground) -> dict[str, str]:
    """The promise and the runbooks, as the runtime reads them."""
    scope = msgspec.json.format(msgspec.json.encode(ground.scope), indent=1).decode() + "\n"
    runbooks = {name: ground.root / "runbooks" / f"{name}.yaml" for name in ground.plan.runbooks}
    return {"scope.json": scope, **{f"runbooks/{name}.yaml": path.read_text() for name, path in runbooks.items()}}


def pack_texts(ground: Ground, pack: str) -> dict[str, str]:
    """A pack's files as the runtime reads them: its specification, canary, rules and baselines; no cases."""
    folder = ground.root / "detection_packs" / pack
    return {path.name: path.read_text() for path in sorted(folder.iterdir()) if path.suffix in (".yaml", ".yml")}


def _controller_keys(ground: Ground) -> tuple[str, ...]:
    """The fingerprint of the SOC's own key; none while there is no such key (a plan without a laboratory)."""
    import paramiko

    try:
        key = paramiko.Ed25519Key.from_private_key_file(ground.reach.identity_file)
    except (OSError, paramiko.SSHException):
        return ()
    return (str(key.fingerprint),)


def _known_hosts(ground: Ground) -> str:
    """Pinned keys of the hosts that the runtime acts on, without the names of others."""
    import paramiko

    pinned = paramiko.HostKeys(ground.reach.known_hosts)
    lines = []
    for host in acting_hosts(ground):
        place = ground.reach.hosts.get(host)
        if place is None:
            continue
        name = place.address if place.port == 22 else f"[{place.address}]:{place.port}"  # noqa: PLR2004  # SSH's own port
        for kind, key in sorted((pinned.lookup(name) or {}).items()):
            lines.append(f"{name} {kind} {key.get_base64()}\n")
    return "".join(lines)
