"""Which resources a coverage plan comes to, as values: what, with which inputs, after what."""

from __future__ import annotations

from typing import Any

from msgspec import Struct, field

from nachtwacht.model.state import HostState, Play, Step
from nachtwacht.provision import sites
from nachtwacht.provision.keyed import keyed
from nachtwacht.provision.requests import document
from nachtwacht.provision.sites import Ground

AUTHORITY = "nachtwacht:pki:Authority"
BOOTSTRAP = "nachtwacht:host:Bootstrap"
IDENTITY = "nachtwacht:host:Identity"
MODULE = "nachtwacht:host:Module"
ACCESS = "nachtwacht:host:Access"
PACK = "nachtwacht:detection:Pack"


class Ref(Struct, frozen=True):
    """An input that is a value in another resource's result."""

    resource: str
    path: tuple[str, ...]


class Wanted(Struct, frozen=True, kw_only=True):
    """One resource."""

    type: str
    name: str
    inputs: dict[str, Any]
    after: tuple[str, ...] = ()
    """Names of resources that come first."""
    refs: dict[str, Ref] = field(default_factory=dict)


def wanted(ground: Ground) -> tuple[Wanted, ...]:
    """Every resource of the plan; each after those that it names."""
    hosts = [host.name for host in ground.scope.assets.hosts if ground.on(host.name)]
    brought = {host: {one.name: sites.steps(ground, one) for one in ground.on(host)} for host in hosts}
    keys = {host: key_document(brought[host]) for host in hosts}
    customer, runtime = ground.scope.customer.id, ground.runtime_host
    authority = Wanted(type=AUTHORITY, name="authority", inputs={"customer": customer, "runtime_host": runtime})
    resources = [authority]
    resources += [_bootstrap(ground, host) for host in hosts]
    resources += [_identity(ground, host, keys[host]) for host in hosts if keys[host]]
    packs = [_pack(ground, name, keys) for name in ground.plan.packs] if runtime in hosts else []
    resources += packs
    for host in hosts:
        first = [f"identity@{host}" if keys[host] else f"bootstrap@{host}"]
        first += [pack.name for pack in packs] if host == runtime else []
        resources += [_module(ground, name, steps, tuple(first)) for name, steps in brought[host].items()]
    return (*resources, *_accesses(ground, keys, runtime))


def key_document(brought: dict[str, tuple[Step, ...]]) -> dict[str, Any]:
    """The keys that the steps of a host want, each once, with the accounts that own them; empty when there are none."""
    states = [step.do for steps in brought.values() for step in steps if isinstance(step.do, HostState)]
    keys = tuple(dict.fromkeys(key for state in states for key in state.keys))
    owners = {name for key in keys for name in (key.owner, key.group)}
    users = tuple(dict.fromkeys(user for state in states for user in state.users if user.name in owners))
    return keyed(document(HostState(users=users, keys=keys))) if keys else {}


def _bootstrap(ground: Ground, host: str) -> Wanted:
    place = ground.reach.hosts.get(host)
    where = (
        {"address": place.address, "port": place.port, "account": place.account or ground.reach.account}
        if place
        else {}
    )
    return Wanted(type=BOOTSTRAP, name=f"bootstrap@{host}", inputs={"host": host, **where})


def _identity(ground: Ground, host: str, keys: dict[str, Any]) -> Wanted:
    place = ground.reach.hosts.get(host)
    inputs = {
        "host": host,
        "address": place.address if place else "",
        "server": host == ground.runtime_host,
        "keys": keys,
    }
    refs = {"authority": Ref("authority", ("certificate",))}
    return Wanted(type=IDENTITY, name=f"identity@{host}", inputs=inputs, after=(f"bootstrap@{host}",), refs=refs)


def _pack(ground: Ground, name: str, keys: dict[str, dict[str, Any]]) -> Wanted:
    host = ground.runtime_host
    spec = ground.catalog.packs[name].spec
    inputs = {"customer": ground.scope.customer.id, "host": host, "pack": name, "version": spec.version}
    after = f"identity@{host}" if keys[host] else f"bootstrap@{host}"
    files = sites.pack_texts(ground, name)
    return Wanted(type=PACK, name=f"pack-{name}@{host}", inputs={**inputs, "files": files}, after=(after,))


def _module(ground: Ground, name: str, steps: tuple[Step, ...], first: tuple[str, ...]) -> Wanted:
    module, _, host = name.partition("@")
    spec = ground.catalog.modules[module]
    there = {one.module for one in ground.on(host)}
    inputs = {
        "host": host,
        "module": module,
        "version": spec.version,
        "order": [step.name for step in steps],
        "steps": {step.name: _step(step) for step in steps},
    }
    after = (*first, *(f"{other}@{host}" for other in spec.after if other in there))
    return Wanted(type=MODULE, name=name, inputs=inputs, after=after)


def _step(step: Step) -> dict[str, Any]:
    if isinstance(step.do, HostState):
        return {"state": keyed(document(step.do))}
    undo = step.undo
    back = {"undo": {"role": undo.role, "variables": undo.variables}} if isinstance(undo, Play) else {}
    return {"play": {"role": step.do.role, "variables": step.do.variables}, **back}


def _accesses(ground: Ground, keys: dict[str, dict[str, Any]], runtime: str) -> tuple[Wanted, ...]:
    """On each host that can act: the runtime's public key, once the runtime's host has made it."""
    paths = [path for path, key in keys.get(runtime, {}).get("keys", {}).items() if key["kind"] == "ssh"]
    if not paths:
        return ()
    refs = {"public_key": Ref(f"identity@{runtime}", ("public_keys", paths[0]))}
    made = []
    for host in sites.acting_hosts(ground):
        acting = [one.name for one in ground.on(host) if ground.catalog.modules[one.module].actions]
        after = (*acting, f"identity@{runtime}")
        made.append(Wanted(type=ACCESS, name=f"access@{host}", inputs={"host": host}, after=after, refs=refs))
    return tuple(made)
