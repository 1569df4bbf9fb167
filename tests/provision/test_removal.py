"""The certificate of removal, and what the verbs say."""

import json

import msgspec
import pytest

from nachtwacht.provision.deployment import Approval, Change, Counts, Deployment, Preview, plan_hash
from nachtwacht.provision.passphrase import Passphrase
from nachtwacht.provision.provisioning import _agreed
from nachtwacht.provision.removal import HostRemoval, Removal, certify, holds, words
from nachtwacht.provision.requests import Left
from nachtwacht.provision.servicer import Failed
from nachtwacht.provision.telling import deployment_json, deployment_text, removal_json, removal_text

CLEAN = HostRemoval(host="ws-01", removed={"files": ("/etc/nachtwacht/x",)}, put_back=("/etc/x",), left=())
DIRTY = HostRemoval(
    host="fin-01", removed={}, put_back=(), left=(Left(resource="file:/etc/nachtwacht", what="still there"),)
)
AWAY = HostRemoval(host="gw-01", removed={}, put_back=(), left=(), searched=False)
LOST = Failed(resource="host gw-01", host="gw-01", what="gw-01 cannot be reached", mend="check that it runs")


def removal(*hosts, failed=()):
    return Removal(customer="gouden-aar", at="2026-11-24T12:00:00+00:00", hosts=hosts, failed=failed)


@pytest.mark.parametrize(("hosts", "whole"), [((CLEAN,), True), ((CLEAN, DIRTY), False), ((CLEAN, AWAY), False)])
def test_whole_means_searched_everywhere_and_nothing_found(hosts, whole):
    assert removal(*hosts).whole is whole
    assert ("Nothing of ours is left." in words(removal(*hosts))) is whole


def test_a_filed_certificate_cannot_be_changed_unseen(tmp_path):
    from nachtwacht.provision import canary_key

    secret = Passphrase("x" * 20)
    canary_key.public_key(tmp_path / "ca", secret)
    filed = certify(removal(CLEAN), tmp_path, tmp_path / "ca", secret)
    place = tmp_path / "evidence" / filed.file
    assert holds(place)
    assert "/etc/nachtwacht/x" in place.with_suffix(".txt").read_text()
    place.write_text(place.read_text().replace("ws-01", "ws-02"))
    assert not holds(place)


def test_what_is_left_and_how_to_go_on_is_said():
    text = removal_text(removal(CLEAN, DIRTY, AWAY, failed=(LOST,)), 3.0)
    for word in (
        "NOT clean",
        "still there: file:/etc/nachtwacht",
        "NOT searched",
        "fix: check that it runs",
        "nw retire gouden-aar",
    ):
        assert word in text
    assert json.loads(removal_json(removal(CLEAN, DIRTY), 3.0))["left"] == 1


DONE = Deployment(customer="gouden-aar", resources=Counts(same=28), changes=(), seconds=0.0)


def test_nothing_to_do_is_said():
    assert "nothing to do; all 28 resources are as they should be" in deployment_text(DONE)
    assert json.loads(deployment_json(DONE))["resources"] == {"create": 0, "update": 0, "delete": 0, "same": 28}


def test_a_failure_says_what_stands_and_how_to_go_on():
    change = Change(op="update", name="log_shipper@ws-01", type="x", paths=("a", "b", "c", "d", "e"))
    done = msgspec.structs.replace(
        DONE, changes=(change,), failed=(LOST,), exists=("authority",), resources=Counts(update=1)
    )
    text = deployment_text(done)
    for word in (
        "gw-01 cannot be reached",
        "fix: check that it runs",
        "stand: authority",
        "nw provision gouden-aar",
        "and 1 more",
    ):
        assert word in text


def test_an_approval_is_for_one_plan_of_one_customer(tmp_path):
    from nachtwacht.model.failure import Failure

    file = tmp_path / "plan"
    file.write_text("reviewed")
    preview = Preview(
        customer="gouden-aar", resources=Counts(create=1), changes=(), plan_file=file, plan_hash=plan_hash(file)
    )
    good = Approval(customer="gouden-aar", plan_hash=preview.plan_hash, by="me")
    _agreed(preview, good)
    file.write_text("changed since")
    with pytest.raises(Failure, match="not for this plan"):
        _agreed(preview, good)
    with pytest.raises(Failure, match="not for this plan"):
        _agreed(preview, Approval(customer="another", plan_hash=plan_hash(file), by="me"))
