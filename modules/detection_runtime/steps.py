"""One customer's runtime: its code, what it has to know, and a service that always comes back."""

from __future__ import annotations

import json
from pathlib import PurePosixPath

from nachtwacht.model.layout import (
    AGENT,
    AGENT_CA,
    AGENT_CERTIFICATE,
    AGENT_KEY,
    CONFIG,
    RESPONDER,
    RUNTIME_PORT,
    SHARED,
    SOFTWARE,
    STATE,
    unit,
)
from nachtwacht.model.responder import ACTIONS, permitted
from nachtwacht.model.scope import Host
from nachtwacht.model.state import Archive, Directory, File, HostState, Key, Render, Site, Step, Unit, User

CODE = f"{SOFTWARE}/runtime"
SERVICE = unit("nachtwacht-runtime@.service")


def steps(site: Site, render: Render) -> tuple[Step, ...]:
    """The identity that hosts trust, then the process."""
    return (
        Step(name="identity", do=_identity(site)),
        Step(name="runtime", do=_runtime(site, render)),
    )


def _identity(site: Site) -> HostState:
    """Accounts, the agent's key, and the key by which hosts know the runtime when it responds."""
    name, customer = site.host.name, site.scope.customer.id
    account = f"nw-{customer}"
    agent = Key(path=AGENT_KEY, kind="x509", subject=name, names=(name, site.address), group=AGENT.name, mode="0640")
    respond = Key(path=f"{CONFIG}/{customer}/respond_ed25519", kind="ssh", owner=account, group=account)
    return HostState(
        users=(AGENT, User(name=account, home=f"{STATE}/{customer}", groups=(AGENT.name,))),
        directories=(
            *SHARED,
            Directory(path=f"{CONFIG}/agent", group=AGENT.name, mode="0750"),
            Directory(path=f"{CONFIG}/{customer}", group=account, mode="0750", purge=True),
        ),
        keys=(agent, respond),
    )


def _runtime(site: Site, render: Render) -> HostState:
    customer = site.scope.customer.id
    account, folder = f"nw-{customer}", f"{CONFIG}/{customer}"
    texts = _texts(site, folder, account)
    names = {"code": CODE, "config": CONFIG, **site.settings}
    return HostState(
        packages=("python3", "openssh-client"),
        directories=(
            Directory(path=SOFTWARE),
            Directory(path="/run/nachtwacht"),
            *(Directory(path=each, group=account, mode="0750", purge=True) for each in _folders(texts, folder)),
            Directory(path=f"{STATE}/{customer}", owner=account, group=account, mode="0700", purge=True),
        ),
        files=(
            *texts,
            File(path=SERVICE, content=render("runtime.service.j2", **names)),
        ),
        archives=(Archive(path=CODE, blob=site.blobs["runtime"]),),
        units=(Unit(name=f"nachtwacht-runtime@{customer}.service", restart_on=_restart_on(texts)),),
        leftovers=(f"{STATE}/{customer}/*", f"/run/nachtwacht/{customer}"),
    )


def _texts(site: Site, folder: str, account: str) -> tuple[File, ...]:
    """Everything that the runtime reads, for its own account only."""
    settings = json.dumps(_settings(site, folder), indent=2, sort_keys=True) + "\n"
    texts = {
        "runtime.json": settings,
        "known_hosts": site.known_hosts,
        "canary.pub": site.canary_public_key,
        **site.texts,
    }
    return tuple(
        File(path=f"{folder}/{name}", content=text, group=account, mode="0640") for name, text in sorted(texts.items())
    )


def _settings(site: Site, folder: str) -> dict[str, object]:
    """``runtime.json``, as ``nachtwacht.detect.context.Config`` reads it."""
    customer = site.scope.customer.id
    return {
        "customer": customer,
        "listen": {"address": site.address, "port": RUNTIME_PORT},
        "tls": {"certificate": AGENT_CERTIFICATE, "key": AGENT_KEY, "ca": AGENT_CA},
        "data": f"{STATE}/{customer}",
        "socket": f"/run/nachtwacht/{customer}/control.sock",
        "addresses": site.addresses,
        "scope": f"{folder}/scope.json",
        "packs": f"{folder}/packs",
        "runbooks": f"{folder}/runbooks",
        "canary_key": f"{folder}/canary.pub",
        "known_hosts": f"{folder}/known_hosts",
        "watchers": {"soc_addresses": list(site.controller_addresses), "soc_keys": list(site.controller_keys)},
        "respond": {"responders": _responders(site, folder), **_mail(site)},
    }


def _mail(site: Site) -> dict[str, object]:
    """Where the stories leave; nothing when there is no mail server, and then they are only kept."""
    own = site.settings
    host = own["mail_host"] or next((site.addresses[each.name] for each in _hosts(site, "mail")), "")
    mail = {"host": host, "port": own["mail_port"], "from": own["mail_from"], "soc": own["analysts"]}
    return {"mail": mail} if host else {}


def _responders(site: Site, folder: str) -> dict[str, object]:
    """Host -> how it is asked to act, for every host that has a responder; ``actions`` is empty where none is permitted."""
    return {
        host.name: {
            "address": site.addresses[host.name],
            "port": 22,
            "account": RESPONDER,
            "key": f"{folder}/respond_ed25519",
            "known_hosts": f"{folder}/known_hosts",
            "actions": list(permitted(site.scope, host)),
        }
        for host in _hosts(site, *ACTIONS)
        if host.name in site.addresses
    }


def _hosts(site: Site, *kinds: str) -> tuple[Host, ...]:
    return tuple(host for host in site.scope.assets.hosts if host.kind in kinds)


def _folders(texts: tuple[File, ...], folder: str) -> tuple[str, ...]:
    """Folders of the texts, outer ones first; packs and runbooks are there even while they are empty."""
    parents = {str(parent) for text in texts for parent in PurePosixPath(text.path).parents}
    inside = {parent for parent in parents if parent.startswith(f"{folder}/")}
    return tuple(sorted({f"{folder}/packs", f"{folder}/runbooks"} | inside))


def _restart_on(texts: tuple[File, ...]) -> tuple[str, ...]:
    return (SERVICE, CODE, *(text.path for text in texts))
