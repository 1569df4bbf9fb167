"""SigmaHQ's own rules on SigmaHQ's own samples: every rule can be read, and each fires on an event of its sample."""

from __future__ import annotations

import json
import lzma
import tarfile
from collections import defaultdict
from pathlib import Path

import pytest

from nachtwacht.detect.inputs.reading import event
from nachtwacht.detect.stream import Rules, run

DATA = Path(__file__).resolve().parents[3] / "shared" / "data" / "sigma"
pytestmark = pytest.mark.skipif(
    not DATA.is_dir(), reason="the shared data with SigmaHQ's rules and samples is not here"
)


def texts(wanted=None):
    """Rule files, all or those with one of the ids."""
    with tarfile.open(DATA / "sigmahq-rules.tar.xz") as archive:
        for member in archive:
            if member.name.endswith(".yml"):
                text = archive.extractfile(member).read().decode()
                if wanted is None or any(identity in text for identity in wanted):
                    yield member.name, text


def samples():
    with lzma.open(DATA / "own-samples.ndjson.xz", "rt") as lines:
        yield from map(json.loads, lines)


def test_each_rule_fires_on_its_own_sample():
    found = defaultdict(list)
    for sample in samples():
        found[sample["rule"]].append(sample["event"])
    rules = Rules(dict(texts(set(found))), {})
    assert rules.faults == ()
    quiet = []
    for rule, records in found.items():
        fired = {hit.rule for hit in run(rules, ((i, event(record, "auto", i)) for i, record in enumerate(records)))}
        if rule not in fired:
            quiet.append(rule)
    assert quiet == []
    assert len(found) > 100


def test_rules_of_every_kind_can_be_read():
    """The only faults are placeholders that a scope has to fill."""
    every = dict(sorted(texts())[::6])  # All of them take ten seconds and were read when this was written.
    rules = Rules(every, {})
    assert {fault.code for fault in rules.faults} <= {"NW908"}
    assert len(rules.compiled) > 600


def test_both_forms_of_the_same_events_are_the_same():
    """The flattening of Windows events equals the one that was made independently (Opcode and Version aside)."""
    flat = defaultdict(list)
    with lzma.open(DATA / "windows-19k.flat.ndjson.xz", "rt") as lines:
        for line in lines:
            record = json.loads(line)
            flat[record["EventRecordID"], record["Computer"], record["EventID"]].append(record)
    compared = 0
    with lzma.open(DATA / "windows-19k.evtx.ndjson.xz", "rt") as lines:
        for number, line in enumerate(lines):
            if number % 19:
                continue
            made = event(json.loads(line), "evtx", number)
            fields = {name: value for name, value in made.fields.items() if name not in {"Opcode", "Version"}}
            others = flat.get((fields["EventRecordID"], fields.get("Computer"), fields["EventID"]), [])
            if others:
                compared += 1
                assert any(all(fields.get(name) == value for name, value in other.items()) for other in others), fields
    assert compared > 900
