"""What an auditor may believe of a customer's runtime: it listens to known senders only, and can act."""

from __future__ import annotations

import json
from typing import Any

from testinfra.host import Host

from nachtwacht.model.state import Site


def check_runtime_runs(host: Host, site: Site) -> None:
    """The runtime runs, starts again with the machine, and has an account of its own."""
    name = _unit(site)
    service = host.service(name)
    assert service.is_running, f"{name} does not run"
    assert service.is_enabled, f"{name} does not start with the machine"
    assert host.check_output("systemctl show --property=User --value %s", name) == f"nw-{site.scope.customer.id}"


def check_takes_logs_in(host: Host, site: Site) -> None:
    """The runtime listens where the shippers send their logs."""
    listen = _settings(host, site)["listen"]
    assert host.socket(f"tcp://{listen['address']}:{listen['port']}").is_listening, listen


def check_strangers_are_refused(host: Host, site: Site) -> None:
    """The runtime takes nothing from a sender without a certificate of this customer."""
    settings = _settings(host, site)
    listen, tls = settings["listen"], settings["tls"]
    url = f"https://{listen['address']}:{listen['port']}/v1/logs"
    known = host.run("curl -s -o /dev/null --max-time 5 --cacert %s %s -X POST", tls["ca"], url)
    assert known.rc != 0, "it spoke with a sender that showed no certificate"
    proved = f"--cert {tls['certificate']} --key {tls['key']}"
    answer = host.run(f"curl -s -o /dev/null --max-time 5 --cacert {tls['ca']} {proved} {url}")
    assert answer.rc == 0, "it refuses a sender that has a certificate of this customer"


def check_store_is_private_and_writable(host: Host, site: Site) -> None:
    """The runtime can write its store, and no other account can read it."""
    account, data = f"nw-{site.scope.customer.id}", _settings(host, site)["data"]
    assert host.run("runuser -u %s -- test -w %s", account, data).rc == 0, f"{account} cannot write {data}"
    assert host.run("runuser -u nobody -- ls %s", data).rc != 0, f"everybody can read {data}"


def check_knows_what_it_promised(host: Host, site: Site) -> None:
    """The runtime works with this customer's scope, and everything that it reads is there."""
    settings = _settings(host, site)
    for name in ("scope", "packs", "runbooks", "canary_key"):
        assert host.file(settings[name]).exists, f"{settings[name]} is not there"
    scope = json.loads(host.file(settings["scope"]).content_string)
    assert scope["customer"]["id"] == site.scope.customer.id, scope["customer"]


def check_can_ask_every_responder(host: Host, site: Site) -> None:
    """The runtime can log in to every host that it may have to act on, by a pinned host key, and is answered."""
    silent = [
        name for name, how in _settings(host, site)["respond"]["responders"].items() if not _answers(host, site, how)
    ]
    assert not silent, f"no answer from {', '.join(silent)}"


def _answers(host: Host, site: Site, how: dict[str, Any]) -> bool:
    options = (
        f"-o BatchMode=yes -o ConnectTimeout=5 -o StrictHostKeyChecking=yes -o IdentitiesOnly=yes -p {how['port']}"
    )
    shown = host.run(
        f'echo \'{{"do":"blocked"}}\' | runuser -u %s -- ssh {options} -o UserKnownHostsFile=%s -i %s %s@%s',
        f"nw-{site.scope.customer.id}",
        how["known_hosts"],
        how["key"],
        how["account"],
        how["address"],
    )
    return '"ok": true' in shown.stdout


def _unit(site: Site) -> str:
    return f"nachtwacht-runtime@{site.scope.customer.id}.service"


def _settings(host: Host, site: Site) -> dict[str, Any]:
    text = host.file(f"/etc/nachtwacht/{site.scope.customer.id}/runtime.json").content_string
    settings: dict[str, Any] = json.loads(text)
    return settings
