"""``python -m nachtwacht.provision.try_step MODULE HOST``: a module's steps on one host, without the engine.

For those who write modules: brings the steps, compares (``--check``), takes them back (``--undo``), or prints them
(``--print``). The customer is gouden-aar of the laboratory unless ``--customer`` names another.
"""

from __future__ import annotations

import argparse
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeVar

import msgspec

from nachtwacht.catalog import read_catalog, root
from nachtwacht.model.coverage import CoveragePlan, Placement
from nachtwacht.model.failure import Failure
from nachtwacht.model.finding import Rejected
from nachtwacht.model.state import HostState
from nachtwacht.provision import blobs, sites
from nachtwacht.provision.hosts import Hosts
from nachtwacht.provision.requests import Answer, Request, document
from nachtwacht.scope import load_scope, read_reach

T = TypeVar("T")


def main() -> int:
    """Read the arguments and go."""
    parser = argparse.ArgumentParser(prog="try_step", description=__doc__)
    parser.add_argument("module", type=lambda text: Path(text).name)
    parser.add_argument("host")
    parser.add_argument("--customer", default="gouden-aar")
    parser.add_argument("--lab", type=Path, default=None, help="the laboratory's folder of state")
    parser.add_argument("--blob", action="append", default=[], metavar="NAME=FILE", help="a prepared artefact")
    parser.add_argument("--with", dest="others", default="", help="modules that are on the host as well, with commas")
    deed = parser.add_mutually_exclusive_group()
    deed.add_argument("--undo", action="store_const", const="undo", dest="op", default="apply")
    deed.add_argument("--check", action="store_const", const="check", dest="op")
    deed.add_argument("--print", action="store_const", const="print", dest="op")
    chosen = parser.parse_args()
    try:
        return _go(chosen)
    except Failure as failure:
        sys.stderr.write(f"{failure.what}\n  fix: {failure.mend}\n")
        return failure.status


def _go(chosen: argparse.Namespace) -> int:
    artefacts = {name: Path(file) for name, _, file in (text.partition("=") for text in chosen.blob)}
    ground = _ground(chosen, {name: blobs.sha256(path) for name, path in artefacts.items()})
    placement = Placement(module=chosen.module, host=chosen.host)
    steps = sites.steps(ground, placement)
    if chosen.op == "print":
        sys.stdout.write(msgspec.json.format(msgspec.json.encode(steps), indent=2).decode() + "\n")
        return 0
    hosts = Hosts(ground.reach)
    store = blobs.Store(ground.reach, {blobs.sha256(path): path for path in artefacts.values()})
    try:
        for step in reversed(steps) if chosen.op == "undo" else steps:
            if isinstance(step.do, HostState):
                request = Request(op=chosen.op, name=f"{placement.name}/{step.name}", document=document(step.do))
                for answer in blobs.with_blobs(hosts, store, chosen.host, [request]):
                    _tell(request, answer)
    finally:
        hosts.close()
    return 0


def _tell(request: Request, answer: Answer) -> None:
    done = "changed" if answer.changed else "compared" if request.op == "check" else "as wanted"
    sys.stdout.write(f"{request.name}: {done}\n")
    for one in answer.differences:
        sys.stdout.write(f"  {one.resource} {one.property}: {one.have!r} -> {one.want!r}\n")
    for left in answer.left:
        sys.stdout.write(f"  left: {left.resource} {left.what}\n")


def _ground(chosen: argparse.Namespace, prepared: dict[str, str]) -> sites.Ground:
    catalog = _good(read_catalog(root()))
    folder = root() / "customers" / chosen.customer
    lab = chosen.lab or Path.home() / ".local" / "state" / "nachtwacht" / "lab"
    scope = _good(load_scope(folder / "scope.yaml", catalog, datetime.now(UTC).date()))
    reach = _good(read_reach(folder, lab, scope, catalog))
    modules = [chosen.module, *(name for name in chosen.others.split(",") if name)]
    placements = tuple(Placement(module=name, host=chosen.host) for name in modules)
    plan = CoveragePlan(scope=scope, cells=(), placements=placements, packs=(), runbooks=())
    return sites.Ground(plan=plan, catalog=catalog, reach=reach, root=root(), blobs=prepared)


def _good(value: T | Rejected) -> T:
    if isinstance(value, Rejected):
        lines = [f"{one.file}:{one.line}:{one.column}: {one.code} {one.message}" for one in value.findings]
        raise Failure("\n".join(lines), mend="mend these first", status=1)
    return value


if __name__ == "__main__":
    sys.exit(main())
