"""What an auditor may believe of the gateway: traffic can be stopped there, and only as agreed."""

from __future__ import annotations

import json

from testinfra.host import Host

from nachtwacht.model.responder import permitted
from nachtwacht.model.state import Site

PROGRAM = "/usr/local/lib/nachtwacht/respond"
ACCOUNT = "nw-respond"


def check_our_table_is_loaded(host: Host, site: Site) -> None:
    """The gateway drops traffic with every blocked address, both ways, IPv4 and IPv6."""
    rules = host.check_output("nft list chain inet nachtwacht forward")
    for rule in ("ip daddr @blocked", "ip saddr @blocked", "ip6 daddr @blocked6", "ip6 saddr @blocked6"):
        assert any(rule in line and "drop" in line for line in rules.splitlines()), f"no rule drops by {rule}"


def check_ours_comes_first(host: Host, site: Site) -> None:
    """Our rules are asked before the customer's let an open conversation pass."""
    chains = [
        each["chain"] for each in json.loads(host.check_output("nft -j list chains"))["nftables"] if "chain" in each
    ]
    forward = {each["table"]: each["prio"] for each in chains if each.get("hook") == "forward"}
    ours = forward.pop("nachtwacht")
    later = [prio for table, prio in forward.items() if table != "nachtwacht_isolation"]
    assert all(ours < prio for prio in later), forward


def check_responder_answers(host: Host, site: Site) -> None:
    """The account that the watch logs in with can ask the gateway what it blocks."""
    answer = _ask(host, {"do": "blocked"})
    assert answer["ok"], answer


def check_the_customer_is_never_blocked(host: Host, site: Site) -> None:
    """The gateway itself refuses to block the customer's networks, the watch, or everything."""
    networks = [network.cidr.split("/")[0] for network in site.scope.assets.networks]
    for address in (*networks, site.addresses[site.runtime_host], "0.0.0.0", "127.0.0.1", site.address):  # noqa: S104
        answer = _ask(host, {"do": "block", "address": address, "seconds": 1})
        assert not answer["ok"], f"it would block {address}"


def check_only_what_is_permitted(host: Host, site: Site) -> None:
    """The gateway itself carries out only what the scope permits there."""
    settings = json.loads(host.file("/etc/nachtwacht/respond.json").content_string)
    assert settings["actions"] == list(permitted(site.scope, site.host)), settings["actions"]


def check_responder_has_one_program(host: Host, site: Site) -> None:
    """The watch's account may run exactly one program as root, and nobody but root can change it."""
    rules = [line.strip() for line in host.check_output("sudo -l -U %s", ACCOUNT).splitlines() if "NOPASSWD" in line]
    assert rules == [f'(root : root) NOPASSWD: {PROGRAM} ""'], rules
    changeable = host.check_output("find /usr/local/lib/nachtwacht ! -user root -o -perm /022")
    assert not changeable, changeable


def _ask(host: Host, request: dict[str, object]) -> dict[str, object]:
    shown = host.run("printf %%s %s | runuser -u %s -- sudo -n %s", json.dumps(request), ACCOUNT, PROGRAM)
    assert shown.stdout, shown.stderr
    answer: dict[str, object] = json.loads(shown.stdout)
    return answer
