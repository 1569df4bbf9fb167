"""The first look at a host: every reason at once, each with its mend."""

import subprocess
from importlib import resources

import pytest

from nachtwacht.provision.bootstrap import unfit

GOOD = {
    "system": "debian",
    "version": "13",
    "architecture": "x86_64",
    "python": "3.13",
    "root": "yes",
    "free_mb": "5000",
}


def test_a_good_host_is_taken():
    assert unfit(GOOD, 0.2) == []


@pytest.mark.parametrize(
    ("change", "word"),
    [
        ({"version": "11"}, "debian 11"),
        ({"system": "fedora"}, "fedora"),
        ({"architecture": "riscv64"}, "riscv64"),
        ({"python": ""}, "missing"),
        ({"python": "3.9"}, "3.9"),
        ({"root": "no"}, "root"),
        ({"free_mb": "20"}, "20 MB"),
    ],
)
def test_what_is_not_fit_is_named(change, word):
    reasons = unfit({**GOOD, **change}, 0)
    assert len(reasons) == 1
    assert word in reasons[0][0]


def test_every_reason_is_told_at_once():
    assert len(unfit({**GOOD, "version": "11", "root": "no"}, 4000)) == 3


def test_the_script_tells_the_facts_of_this_machine():
    script = resources.files("nachtwacht.provision").joinpath("bootstrap.sh").read_text()
    done = subprocess.run(["sh", "-s", "--", "facts"], input=script, capture_output=True, text=True, check=True)
    facts = dict(line.partition("=")[::2] for line in done.stdout.splitlines())
    assert set(facts) == {*GOOD, "time", "frame"}
    assert float(facts["time"]) > 1_700_000_000
