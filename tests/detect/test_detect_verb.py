"""``nw detect`` as it is called."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner

from nachtwacht.cli.detect import command

RULE = """title: Encoded command
id: 2f4b8f0a-1c63-4f9d-9a0e-6d7c5b3e8a99
level: high
logsource: {product: windows, category: process_creation}
detection: {s: {Image|endswith: '\\powershell.exe'}, condition: s}
"""
EVENT = {"product": "windows", "category": "process_creation", "Image": "C:\\powershell.exe"}


@pytest.fixture
def call(tmp_path):
    (tmp_path / "rules").mkdir()
    rule = tmp_path / "rules" / "a.yml"
    rule.write_text(RULE)

    def run(events, *more, rules=(tmp_path / "rules",)):
        named = [word for path in rules for word in ("--rules", str(path))]
        return CliRunner().invoke(command, [*named, "--events", "-", *more], input=events, standalone_mode=False)

    run.rule = rule
    return run


def test_prints_a_line_for_each_rule_that_fires(call):
    lines = [json.dumps(EVENT), "", json.dumps(EVENT | {"Image": "x"}), json.dumps(EVENT)]
    result = call("\n".join(lines))
    assert result.return_value == 0
    assert [json.loads(line) for line in result.stdout.splitlines()] == [
        {"rule": "2f4b8f0a-1c63-4f9d-9a0e-6d7c5b3e8a99", "title": "Encoded command", "level": "high", "event": event}
        for event in (0, 2)
    ]


def test_a_line_that_is_no_event_is_told_and_the_rest_goes_on(call):
    result = call("nonsense\n[1]\n" + json.dumps(EVENT))
    assert result.return_value == 1
    assert json.loads(result.stdout)["event"] == 2
    assert "event 0: not JSON" in result.stderr
    assert "event 1: JSON, but no object" in result.stderr


def test_a_rule_that_is_wrong_is_told_and_the_rest_goes_on(call):
    call.rule.with_name("b.yml").write_text("title: x")
    result = call(json.dumps(EVENT))
    assert result.return_value == 1
    assert len(result.stdout.splitlines()) == 1
    assert "b.yml:1:1: NW909" in result.stderr


def test_the_formats_are_told_apart(call, tmp_path):
    rule = call.rule.with_name("tls.yml")
    rule.write_text(
        "title: T\nlogsource: {product: suricata, service: tls}\ndetection: {s: {DestinationHostname: evil.example}, condition: s}\nlevel: low\n"
    )
    cloud = call.rule.with_name("cloud.yml")
    cloud.write_text(
        "title: A\nlogsource: {product: aws, service: cloudtrail}\ndetection: {s: {userIdentity.type: Root}, condition: s}\nlevel: low\n"
    )
    windows = {
        "Event": {
            "System": {"EventID": 1, "Channel": "Microsoft-Windows-Sysmon/Operational"},
            "EventData": {"Image": "C:\\powershell.exe"},
        }
    }
    eve = {"event_type": "tls", "src_ip": "10.0.0.1", "dest_ip": "10.0.0.2", "tls": {"sni": "Evil.Example."}}
    trail = {"eventSource": "iam.amazonaws.com", "eventName": "x", "userIdentity": {"type": "Root"}}
    result = call("\n".join(json.dumps(record) for record in (windows, eve, trail)))
    assert [(json.loads(line)["title"], json.loads(line)["event"]) for line in result.stdout.splitlines()] == [
        ("Encoded command", 0),
        ("T", 1),
        ("A", 2),
    ]


def test_placeholders_may_be_set(call):
    call.rule.write_text(
        "title: P\nlogsource: {product: windows}\ndetection: {s: {Image|expand: '%names%'}, condition: s}\nlevel: low\n"
    )
    without = call(json.dumps(EVENT | {"Image": "b"}))
    assert (without.return_value, without.stdout) == (0, "")
    assert "NW908" in without.stderr
    assert call(json.dumps(EVENT | {"Image": "b"}), "--set", "names=a,b").stdout
