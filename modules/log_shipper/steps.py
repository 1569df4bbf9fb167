"""The OpenTelemetry Collector: reads what the other modules leave on this host and brings it to the runtime."""

from __future__ import annotations

from nachtwacht.model.layout import (
    AGENT,
    AGENT_CA,
    AGENT_CERTIFICATE,
    AGENT_KEY,
    CONFIG,
    RUNTIME_PORT,
    SHARED,
    SOFTWARE,
    STATE,
    unit,
)
from nachtwacht.model.state import Directory, File, HostState, Key, Render, Site, Step, Unit

NAME = "nachtwacht-collector"
BINARY = f"{SOFTWARE}/collector/nachtwacht-collector"
SETTINGS = f"{CONFIG}/collector.yaml"
QUEUE = f"{STATE}/collector"


def steps(site: Site, render: Render) -> tuple[Step, ...]:
    """The agent's identity, then the shipper; nothing where nothing is shipped."""
    if not site.ships:
        return ()
    return (
        Step(name="identity", do=_identity(site)),
        Step(name="shipper", do=_shipper(site, render)),
    )


def _identity(site: Site) -> HostState:
    """The key is made here and stays here; the provisioning has its request signed before the shipper starts."""
    name = site.host.name
    names = (name, site.address)
    key = Key(path=AGENT_KEY, kind="x509", subject=name, names=names, group=AGENT.name, mode="0640")
    agent = Directory(path=f"{CONFIG}/agent", group=AGENT.name, mode="0750")
    return HostState(users=(AGENT,), directories=(*SHARED, agent), keys=(key,))


def _shipper(site: Site, render: Render) -> HostState:
    service = unit(f"{NAME}.service")
    names = {
        "host": site.host.name,
        "ships": site.ships,
        "endpoint": f"https://{_bracketed(site.addresses[site.runtime_host])}:{RUNTIME_PORT}",
        "ca": AGENT_CA,
        "certificate": AGENT_CERTIFICATE,
        "key": AGENT_KEY,
        "queue": QUEUE,
        "binary": BINARY,
        "config": SETTINGS,
        "account": AGENT.name,
        **site.settings,
    }
    return HostState(
        directories=(
            Directory(path=SOFTWARE),
            Directory(path=f"{SOFTWARE}/collector"),
            Directory(path=QUEUE, owner=AGENT.name, group=AGENT.name, mode="0700", purge=True),
        ),
        files=(
            File(path=BINARY, blob=site.blobs["collector"], mode="0755"),
            File(path=SETTINGS, content=render("collector.yaml.j2", **names), group=AGENT.name, mode="0640"),
            File(path=service, content=render("collector.service.j2", **names)),
        ),
        units=(Unit(name=f"{NAME}.service", restart_on=(BINARY, SETTINGS, service)),),
        leftovers=(f"{QUEUE}/*",),
    )


def _bracketed(address: str) -> str:
    """An address as it stands in a URL (RFC 3986, section 3.2.2)."""
    return f"[{address}]" if ":" in address else address
