"""A customer from the first plan to the certificate of removal, on the laboratory's hosts. The order matters."""

from __future__ import annotations

import json

import pytest
from customer_line import HOSTS, files_of

from nachtwacht import lab
from nachtwacht.cli.opened import opened_folder
from nachtwacht.demo import attacks, probe, scenes
from nachtwacht.model.progress import silent
from nachtwacht.model.watch import HOPS
from nachtwacht.verify.over_ssh import OverSsh

pytestmark = pytest.mark.lab


@pytest.fixture(scope="module")
def ground(nw):
    return OverSsh(opened_folder(nw.folder).reach, nw.folder.name, "soc-01")


def test_a_broken_scope_stops_before_anything_is_touched(nw, before):
    scope = nw.folder / "scope.yaml"
    right = scope.read_text()
    scope.write_text(right.replace("workstations]", "workstatons]", 1))
    try:
        done = nw.ended("provision", "gouden-aar", "--confirm", "gouden-aar")
    finally:
        scope.write_text(right)
    assert done.returncode == 1
    assert "did you mean" in done.stderr or "workstations" in done.stderr
    assert not (nw.folder / "state").exists()
    assert {host: files_of(host) for host in HOSTS} == before


def test_widening_rights_needs_the_customers_name(nw, before):
    done = nw.ended("provision", "gouden-aar", "--yes")
    assert done.returncode == 2
    assert "--confirm gouden-aar" in done.stderr


def test_provision_brings_everything(nw, before):
    done = nw.json("provision", "gouden-aar", "--confirm", "gouden-aar")
    assert done["failed"] == []
    assert done["resources"]["create"] > 20


def test_a_second_run_changes_nothing_and_says_so(nw):
    done = nw.json("provision", "gouden-aar", "--yes")
    assert {key: done["resources"][key] for key in ("create", "update", "delete")} == {
        "create": 0,
        "update": 0,
        "delete": 0,
    }
    assert done["resources"]["same"] > 20


def test_drift_is_seen_and_healed(nw):
    lab.run("gw-01", ["nft", "delete", "table", "inet", "nachtwacht"])
    assert nw.json("plan", "gouden-aar")["resources"]["update"] == 1
    assert nw.json("provision", "gouden-aar", "--yes")["resources"]["update"] == 1
    assert b"table inet nachtwacht" in lab.run("gw-01", ["nft", "list", "tables"]).stdout


def test_every_cell_is_proven_by_checks_and_canaries(nw):
    seen = nw.json("verify", "gouden-aar")
    assert seen["checks"]["failed"] == 0
    assert [cell["state"] for cell in seen["cells"]] == ["proven"] * 3
    for cell in seen["cells"]:
        assert [hop["hop"] for hop in cell["hops"]] == list(HOPS)
        assert all(hop["at"] for hop in cell["hops"])
    report = nw("report", "gouden-aar", "--format", "html")
    assert "<html" in report
    assert "src=" not in report.replace('src="data:', "")


def test_a_canary_leaves_no_key_and_no_response_behind(nw, ground):
    assert b"nachtwacht-canary" not in lab.run("fin-01", ["cat", "/root/.ssh/authorized_keys"]).stdout
    assert b"soc_isolate" not in lab.run("ws-01", ["nft", "list", "tables"]).stdout
    assert ground.runtime("incidents")["incidents"] == []


def test_phishing_is_answered_and_undone_although_the_runtime_is_killed(nw, ground):
    """The undo has to come at its time when the process that promised it was killed in between."""
    probe.until("fin-01", attacks.ABROAD, 443, reached=True, seconds=30)
    attacks.mail_with_link("j.bakker", "gouden-aar.example")
    clicked = attacks.visit_link("ws-01")
    cut = probe.until("ws-01", attacks.ABROAD, 443, reached=False, seconds=30)
    lab.run("soc-01", ["systemctl", "kill", "-s", "KILL", "nachtwacht-runtime@gouden-aar.service"])
    back = probe.until("fin-01", attacks.ABROAD, 443, reached=True, seconds=60)
    assert back > cut
    incident = scenes.settled(ground, "phishing_then_foreign_traffic", clicked)
    block = next(request for request in incident["requests"] if request["action"] == "block_destination")
    assert [(one["phase"], one["ok"], one["verified"]) for one in block["outcomes"]] == [
        ("do", True, True),
        ("undo", True, True),
    ]
    isolation = next(request for request in incident["requests"] if request["action"] == "isolate_endpoint")
    assert isolation["state"] == "waiting"


def test_an_attack_that_comes_again_after_the_undo_is_answered_again(nw, ground):
    attacks.visit_link("ws-01")
    cut = probe.until("ws-01", attacks.ABROAD, 443, reached=False, seconds=30)
    back = probe.until("fin-01", attacks.ABROAD, 443, reached=True, seconds=60)
    assert cut < back


def test_a_reverse_shell_isolates_the_workstation_and_the_soc_keeps_its_way_in(nw, ground):
    attack = scenes.reverse_shell(ground, silent)
    assert attack.emitted_at <= attack.finding_at <= attack.enforced_at < attack.undone_at
    incident = scenes.settled(ground, "malware_execution", attack.emitted_at)
    (isolation,) = (request for request in incident["requests"] if request["action"] == "isolate_endpoint")
    assert [(one["phase"], one["ok"], one["verified"]) for one in isolation["outcomes"]] == [
        ("do", True, True),
        ("undo", True, True),
    ]


def test_a_crown_jewel_is_never_contained(nw, ground):
    """The host itself refuses, whoever asks: here with the responder's own program."""
    order = json.dumps({"do": "isolate", "seconds": 60}).encode()
    done = lab.run("fin-01", ["/usr/local/lib/nachtwacht/respond"], order)
    answer = json.loads(done.stdout)
    assert answer["ok"] is False
    assert "refused" in answer["error"]
    assert b"soc_isolate" not in lab.run("fin-01", ["nft", "list", "tables"]).stdout


def test_the_customer_was_told_in_dutch(nw):
    letters = lab.run("mail-01", ["cat", "/var/mail/a.molenaar"]).stdout.decode()
    assert "Wat we hebben gedaan" in letters
    assert "INC-" in letters


def test_retire_takes_everything_back(nw, before):
    done = nw.json("retire", "gouden-aar", "--confirm", "gouden-aar")
    assert done["whole"] is True
    assert done["left"] == 0
    assert list((nw.folder / "evidence").glob("removal-*.json"))
    after = {host: files_of(host) for host in HOSTS}
    assert {host: sorted(after[host] ^ before[host]) for host in HOSTS if after[host] != before[host]} == {}
