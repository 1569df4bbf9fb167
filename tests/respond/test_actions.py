"""The actions speak the words of the real responder program; its gateway part runs here in a network namespace."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from respond_doubles import HostsInMemory, SetClock
from respond_samples import ROOT, TUESDAY, request

from nachtwacht.respond.actions import ACTIONS, Order
from nachtwacht.respond.effectors import CannotRespond
from nachtwacht.respond.execute import undo

FILES = ROOT / "modules" / "linux_endpoint" / "files"
LOOP = """
import json, pathlib, subprocess, sys
sys.dont_write_bytecode = True
sys.path.insert(0, sys.argv[1])
from responder import answer, notes, request, settings
notes.FOLDER = pathlib.Path(sys.argv[2])
own = settings.Settings(host="gw-01", actions=("block_destination",), ssh_port=22, way_in=("10.91.20.10",),
    runtime="10.91.20.10", runtime_port=4318, neighbours=(), never_block=())
subprocess.run(["nft", "-f", "-"], input=sys.argv[3], text=True, check=True)
for line in sys.stdin:
    print(json.dumps(answer.carry_out(request.parse(line, own), own)), flush=True)
"""
TABLE = """
table inet nachtwacht {
  set blocked { type ipv4_addr; flags timeout; }
  set blocked6 { type ipv6_addr; flags timeout; }
  chain forward { type filter hook forward priority -10; policy accept;
    ip daddr @blocked drop
    ip saddr @blocked drop
    ip6 daddr @blocked6 drop
    ip6 saddr @blocked6 drop
  }
}
"""


class Gateway:
    """The real responder as ``gw-01``; every other host is the same namespace, from which nothing can be reached."""

    def __init__(self, folder: Path) -> None:
        argv = ["unshare", "--net", sys.executable, "-c", LOOP, str(FILES), str(folder), TABLE]
        self.process = subprocess.Popen(argv, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    def ask(self, host: str, question: dict[str, Any]) -> dict[str, Any]:
        self.process.stdin.write(json.dumps(question) + "\n")
        self.process.stdin.flush()
        line = self.process.stdout.readline()
        if not line:
            raise CannotRespond(host, "ended", "see its error")
        return json.loads(line)

    def end(self) -> None:
        self.process.stdin.close()
        self.process.wait(10)
        self.process.stdout.close()


@pytest.fixture
def gateway(tmp_path: Path) -> Iterator[Gateway]:
    if os.geteuid() != 0 or shutil.which("nft") is None or shutil.which("unshare") is None:
        pytest.skip("needs root, nft and unshare")
    one = Gateway(tmp_path)
    yield one
    one.end()


@pytest.mark.parametrize("address", ["198.51.100.7", "2001:DB8:0:0::7"])
def test_a_block_and_its_undo_on_the_real_responder(gateway, address):
    order = Order(asset="gw-01", target=address, seconds=60, witness="ws-01")
    action = ACTIONS["block_destination"]
    done = action.do(order, gateway)
    assert (done.ok, done.verified) == (True, True), done.detail
    again = action.do(order, gateway)
    assert again.ok, "doing it twice does no harm"
    looked = action.look(order, gateway)
    assert looked.ok
    undone = action.undo(order, gateway)
    assert (undone.ok, undone.verified) == (True, True), undone.detail
    assert "does not answer anybody" in undone.detail
    assert action.undo(order, gateway).ok, "undoing it twice does no harm"


# -- what an undo of a block says, over hosts in memory ---------------------------------------------------------

BLOCK = request(action="block_destination", asset="gw-01", target="198.51.100.7", witness="ws-01")


def blocked_once() -> HostsInMemory:
    hosts = HostsInMemory(SetClock(TUESDAY))
    hosts.ask("gw-01", {"do": "block", "address": "198.51.100.7", "seconds": 60})
    return hosts


def test_a_destination_that_is_silent_by_now():
    hosts = blocked_once()
    hosts.dead.add("198.51.100.7")
    outcome = undo(BLOCK, hosts, TUESDAY)
    assert (outcome.ok, outcome.verified) == (True, True)
    assert "does not answer anybody" in outcome.detail


def test_a_workstation_that_is_isolated_itself():
    hosts = blocked_once()
    hosts.ask("ws-01", {"do": "isolate", "seconds": 60})
    outcome = undo(BLOCK, hosts, TUESDAY)
    assert outcome.ok
    assert "ws-01 itself is isolated" in outcome.detail


def test_a_workstation_that_is_switched_off():
    hosts = blocked_once()
    hosts.silent.add("ws-01")
    outcome = undo(BLOCK, hosts, TUESDAY)
    assert (outcome.ok, outcome.verified) == (True, False)
    assert "could not be tried" in outcome.detail


def test_an_action_that_nobody_knows():
    outcome = undo(request(action="switch_off"), blocked_once(), TUESDAY)
    assert not outcome.ok
    assert "there is no action 'switch_off'" in outcome.detail


@pytest.mark.parametrize("word", ["isolated", "addresses", "reached", "verified"])
def test_the_words_that_are_read_are_those_that_the_responder_writes(word):
    said = "".join(file.read_text() for file in (FILES / "responder").glob("*.py"))
    assert f'"{word}":' in said
    assert f'"{word}"' in (ROOT / "nachtwacht" / "respond" / "actions.py").read_text()
