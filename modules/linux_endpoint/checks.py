"""What an auditor may believe of an endpoint: what is recorded, and what may be done to it."""

from __future__ import annotations

import json
import time

from testinfra.host import Host

from nachtwacht.model.responder import permitted
from nachtwacht.model.state import Site

AUDIT_LOG = "/var/log/laurel/audit.log"
PROGRAM = "/usr/local/lib/nachtwacht/respond"
ACCOUNT = "nw-respond"
SECONDS = 10


def check_started_programs_are_recorded(host: Host, site: Site) -> None:
    """A program that is started now stands in the audit log within ten seconds, with its arguments."""
    marker = f"nachtwacht-check-{site.host.name}-{time.time_ns()}"
    host.run("/usr/bin/env true %s", marker)
    end = time.monotonic() + SECONDS
    # The search itself is a started program as well: only a line with the program that was asked for counts.
    while host.run("grep -F %s %s | grep -qF '\"true\"'", marker, AUDIT_LOG).rc != 0:
        assert time.monotonic() < end, f"{AUDIT_LOG} does not show the program that was started"


def check_audit_log_is_private(host: Host, site: Site) -> None:
    """The log shipper can read the audit log, and other accounts cannot."""
    assert host.run("runuser -u nachtwacht -- head -c 1 %s", AUDIT_LOG).rc == 0, "the log shipper cannot read it"
    assert host.run("runuser -u nobody -- head -c 1 %s", AUDIT_LOG).rc != 0, "everybody can read it"


def check_journal_lasts(host: Host, site: Site) -> None:
    """Log-ins are kept on disk, so that a restart of the machine does not lose them."""
    assert host.check_output("ls -A /var/log/journal"), "/var/log/journal is empty"


def check_log_ins_are_recorded(host: Host, site: Site) -> None:
    """The journal holds what sshd says of log-ins, and the log shipper can read it."""
    shown = host.run("runuser -u nachtwacht -- journalctl --unit=ssh.service --lines=1 --output=cat --quiet")
    assert shown.rc == 0, shown.stderr
    assert shown.stdout.strip(), "the journal has nothing of sshd"


def check_responder_answers(host: Host, site: Site) -> None:
    """The account that the watch logs in with can ask this machine whether it is isolated."""
    answer = _ask(host, {"do": "isolation"})
    assert answer["ok"], answer
    assert answer["isolated"] is False, answer


def check_only_what_is_permitted(host: Host, site: Site) -> None:
    """The machine itself refuses an isolation that the scope does not permit."""
    settings = json.loads(host.file("/etc/nachtwacht/respond.json").content_string)
    assert settings["actions"] == list(permitted(site.scope, site.host)), settings["actions"]
    if not settings["actions"]:
        answer = _ask(host, {"do": "isolate", "seconds": 1})
        assert not answer["ok"], "it would isolate itself although the scope does not permit it"


def check_responder_has_one_program(host: Host, site: Site) -> None:
    """The watch's account may run exactly one program as root, and nobody but root can change it."""
    rules = [line.strip() for line in host.check_output("sudo -l -U %s", ACCOUNT).splitlines() if "NOPASSWD" in line]
    assert rules == [f'(root : root) NOPASSWD: {PROGRAM} ""'], rules
    changeable = host.check_output("find /usr/local/lib/nachtwacht ! -user root -o -perm /022")
    assert not changeable, changeable


def check_the_way_in_is_never_cut(host: Host, site: Site) -> None:
    """An isolation always lets the runtime and the controllers in."""
    settings = json.loads(host.file("/etc/nachtwacht/respond.json").content_string)
    wanted = {site.addresses[site.runtime_host], *site.controller_addresses}
    assert wanted <= set(settings["way_in"]), settings["way_in"]


def _ask(host: Host, request: dict[str, object]) -> dict[str, object]:
    shown = host.run("printf %%s %s | runuser -u %s -- sudo -n %s", json.dumps(request), ACCOUNT, PROGRAM)
    assert shown.stdout, shown.stderr
    answer: dict[str, object] = json.loads(shown.stdout)
    return answer
