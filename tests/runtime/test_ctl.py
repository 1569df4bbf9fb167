"""``nw runtime ctl`` as a person or a program on the runtime's host calls it."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

from tests.runtime.running import ROOT


@pytest.fixture
def ctl(shared):
    def call(*words, stdin=""):
        argv = [sys.executable, "-m", "nachtwacht", "runtime", "ctl", "--config", str(shared.config), *words]
        return subprocess.run(argv, cwd=ROOT, input=stdin, capture_output=True, text=True, check=False, timeout=60)

    return call


def test_answers_are_json(ctl):
    done = ctl("health")
    assert (done.returncode, done.stderr) == (0, "")
    assert json.loads(done.stdout)["customer"] == "gouden-aar"


@pytest.mark.parametrize(
    ("words", "status", "said"),
    [
        (("dance",), 1, "there is no verb dance"),
        (("hops", "nwc-unknown", "--wait", "0", "--until", "parsed"), 1, "no canary with the token nwc-unknown"),
        (("hops", "x", "--until", "arrival"), 1, "there is no hop arrival"),
        (("canary",), 1, "registration is refused"),
        (("incident", "{"), 2, "no JSON object"),
        (("incident", '{"id": "INC-9999"}'), 1, "INC-9999"),
    ],
)
def test_mistakes_are_said_with_their_mend(ctl, words, status, said):
    done = ctl(*words, stdin="nonsense")
    assert done.returncode == status, done.stderr
    assert done.stdout == ""
    assert said in done.stderr
    assert "fix:" in done.stderr or status == 2
    assert "Traceback" not in done.stderr
