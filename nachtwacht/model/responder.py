"""The program that carries out responses on a host, as a state: one account, one program, one rule of sudo.

The program's text is in ``modules/linux_endpoint/files/responder``; modules that let a host act share it.
"""

from __future__ import annotations

import json

from nachtwacht.model.layout import CONFIG, PROGRAMS, RESPONDER, RUNTIME_PORT, SHARED, STATE, unit
from nachtwacht.model.scope import Host, Scope
from nachtwacht.model.state import Directory, File, HostState, Render, Site, Unit, User

ACTIONS = {
    "gateway": ("block_destination",),
    "workstation": ("isolate_endpoint",),
    "server": ("isolate_endpoint",),
}
"""Kind of host -> what it can be made to do; the other kinds have no responder."""
RESTORE = "nachtwacht-responses.service"
PROGRAM = f"{PROGRAMS}/respond"
SETTINGS = f"{CONFIG}/respond.json"
PARTS = ("__init__", "answer", "blocks", "firewall", "isolation", "notes", "probe", "request", "settings")
SHELL = "/bin/sh"
"""A forced command is started by the account's shell, so that it needs one."""
NEIGHBOURS = 4
"""How many neighbours are tried to prove an isolation: each costs a probe, and one that answers is enough."""


def responder(site: Site, render: Render, after: str = "") -> HostState:
    """Account, program and settings for the actions that the scope permits on this host.

    ``after`` names the unit that has to be there before responses can be put back after a restart of the machine;
    where there is none, they are put back before the network comes up.
    """
    home = f"{STATE}/respond"
    sudo = f'{RESPONDER} ALL=(root:root) NOPASSWD: {PROGRAM} ""\n'
    settings = settings_of(site, permitted(site.scope, site.host))
    return HostState(
        packages=("nftables", "sudo", "python3", "iputils-ping"),
        users=(User(name=RESPONDER, home=home, shell=SHELL),),
        directories=(
            *SHARED,
            Directory(path=home, owner=RESPONDER, group=RESPONDER, mode="0750", purge=True),
            Directory(path=f"{STATE}/responses", mode="0700", purge=True),
            Directory(path=PROGRAMS),
            Directory(path=f"{PROGRAMS}/responder"),
        ),
        files=(
            *(_part(render, name) for name in PARTS),
            File(path=PROGRAM, content=render("responder/respond"), mode="0755"),
            File(path=SETTINGS, content=json.dumps(settings, indent=2, sort_keys=True) + "\n", mode="0600"),
            File(path="/etc/sudoers.d/nachtwacht", content=sudo, mode="0440"),
            File(
                path=unit(RESTORE),
                content=render("responses.service.j2", program=PROGRAM, after=after, early=not after),
            ),
        ),
        # It is not restarted when a file changes: that would take an isolation off and put it on again.
        units=(Unit(name=RESTORE),),
        leftovers=(f"{PROGRAMS}/responder/__pycache__", "/run/nachtwacht-respond"),
    )


def _part(render: Render, name: str) -> File:
    return File(path=f"{PROGRAMS}/responder/{name}.py", content=render(f"responder/{name}.py"))


def permitted(scope: Scope, host: Host) -> tuple[str, ...]:
    """Which actions a host itself will carry out: what the scope never allows there is refused there as well."""
    allowed = {permission.allow for permission in scope.response if host.name in scope.expand(permission.on)}
    if host.never_contain:
        allowed.discard("isolate_endpoint")
    return tuple(action for action in ACTIONS.get(host.kind, ()) if action in allowed)


def settings_of(site: Site, actions: tuple[str, ...]) -> dict[str, object]:
    """The host's own settings: whom it never cuts off, whom it never blocks, and whom it tries to reach as a proof."""
    runtime = site.addresses[site.runtime_host]
    neighbours = [
        {"name": name, "address": address}
        for name, address in sorted(site.addresses.items())
        if name not in {site.host.name, site.runtime_host}
    ]
    return {
        "host": site.host.name,
        "actions": list(actions),
        "ssh_port": 22,
        "way_in": sorted({runtime, *site.controller_addresses}),
        "runtime": {"address": runtime, "port": RUNTIME_PORT},
        "neighbours": neighbours[:NEIGHBOURS],
        "never_block": sorted(
            {network.cidr for network in site.scope.assets.networks}
            | set(site.addresses.values())
            | set(site.controller_addresses)
        ),
    }
