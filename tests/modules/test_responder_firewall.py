"""The kernel's own nftables takes what the responder writes; each test has a network namespace of its own."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml
from module_folder import MODULES, cases_of, renderer, site_of, steps_of

FILES = MODULES / "linux_endpoint" / "files"

pytestmark = pytest.mark.skipif(
    os.geteuid() != 0 or shutil.which("nft") is None or shutil.which("unshare") is None,
    reason="needs root, nft and unshare",
)


def alone(script: str, rules: str = "", notes: str = "/nonexistent") -> Any:
    """Run a script with the responder importable in a new network namespace; what it prints as JSON."""
    head = f"import json, subprocess, sys\nsys.dont_write_bytecode = True\nsys.path.insert(0, {str(FILES)!r})\n"
    head += f"import pathlib\nfrom responder import notes\nnotes.FOLDER = pathlib.Path({notes!r})\n"
    head += f"subprocess.run(['nft', '-f', '-'], input={rules!r}, text=True, check=True)\n"
    head += "subprocess.run(['ip', 'link', 'set', 'lo', 'up'], check=True)\n"
    argv = ["unshare", "--net", sys.executable, "-c", head + script]
    done = subprocess.run(argv, capture_output=True, text=True, check=False, timeout=30)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def table() -> str:
    folder = MODULES / "gateway_firewall"
    case = yaml.safe_load(cases_of(folder)[1].read_text("utf-8"))
    (wanted,) = steps_of(folder)(site_of(folder, case), renderer(folder))[0].do.tables
    return f"table {wanted.family} {wanted.name} {{\n{wanted.rules}\n}}\n"


def test_a_block_holds_and_goes(tmp_path: Path) -> None:
    answers = alone(
        "from responder import blocks\n"
        "first = blocks.block('198.51.100.7', 60)\n"
        "again = blocks.block('198.51.100.7', 3600)\n"
        "six = blocks.block('2001:db8::7', 60)\n"
        "listed = blocks.blocked()\n"
        "gone = blocks.unblock('198.51.100.7')\n"
        "twice = blocks.unblock('198.51.100.7')\n"
        "print(json.dumps([first, again, six, listed, gone, twice, blocks.blocked()]))",
        table(),
        str(tmp_path),
    )
    first, again, six, listed, gone, twice, last = answers
    assert all(answer["ok"] and answer["verified"] for answer in answers)
    assert again["until"] > first["until"] + 3000, "blocking again counts from now"
    assert set(listed["addresses"]) == {"198.51.100.7", "2001:db8::7"}
    assert set(last["addresses"]) == {"2001:db8::7"}
    assert six["until"] == pytest.approx(listed["addresses"]["2001:db8::7"], abs=10)
    assert gone["until"] == twice["until"] == 0


def test_a_block_whose_rules_are_gone_is_not_verified() -> None:
    answer = alone(
        "from responder import blocks\n"
        "subprocess.run(['nft', 'flush', 'chain', 'inet', 'nachtwacht', 'forward'], check=True)\n"
        "print(json.dumps(blocks.block('198.51.100.7', 60)))",
        table(),
    )
    assert answer["ok"]
    assert not answer["verified"]
    assert "no rule of the chain forward drops by the set" in answer["detail"]


def test_what_is_blocked_is_blocked_again_after_a_flush(tmp_path: Path) -> None:
    before, count, after = alone(
        "from responder import blocks\n"
        "blocks.block('198.51.100.7', 60); blocks.block('198.51.100.8', 60); blocks.unblock('198.51.100.8')\n"
        "before = blocks.blocked()['addresses']\n"
        "subprocess.run(['nft', 'flush', 'set', 'inet', 'nachtwacht', 'blocked'], check=True)\n"
        "print(json.dumps([before, blocks.restore(), blocks.blocked()['addresses']]))",
        table(),
        str(tmp_path),
    )
    assert count == 1
    assert list(after) == list(before) == ["198.51.100.7"]
    assert after["198.51.100.7"] <= before["198.51.100.7"] + 1, "it is not blocked for longer than was asked"


def test_a_full_disk_does_not_stop_a_block() -> None:
    answer = alone("from responder import blocks\nprint(json.dumps(blocks.block('198.51.100.7', 60)))", table())
    assert answer["verified"]
    assert "could not be noted: No such file or directory" in answer["detail"]


def test_a_gateway_without_the_table_says_so() -> None:
    answer = alone(
        "from responder import blocks, firewall\n"
        "try:\n"
        "    blocks.block('198.51.100.7', 60)\n"
        "except firewall.Broken as broken:\n"
        "    print(json.dumps(str(broken)))"
    )
    assert "nft" in answer


def test_the_gateway_does_not_block_itself() -> None:
    answer = alone(
        "from responder import blocks\n"
        "from responder.request import Refused\n"
        "subprocess.run(['ip', 'address', 'add', '198.51.100.254/24', 'dev', 'lo'], check=True)\n"
        "try:\n"
        "    blocks.block('198.51.100.254', 60)\n"
        "except Refused as refused:\n"
        "    print(json.dumps(str(refused)))",
        table(),
    )
    assert "an address of this gateway" in answer


def test_the_kernel_takes_the_isolation(tmp_path: Path) -> None:
    settings = tmp_path / "respond.json"
    site = {
        "host": "ws-01", "actions": ["isolate_endpoint"], "ssh_port": 22, "way_in": ["10.91.20.10", "10.91.10.1"],
        "runtime": {"address": "10.91.20.10", "port": 4318}, "neighbours": [], "never_block": [],
    }  # fmt: skip
    settings.write_text(json.dumps(site), "utf-8")
    listed = alone(
        "from pathlib import Path\n"
        "from responder import firewall, isolation, settings\n"
        f"text = isolation.rules(settings.read(Path({str(settings)!r})))\n"
        "firewall.check(text); firewall.load(text); firewall.load(text)\n"
        "print(json.dumps(firewall.listing('table', 'inet', isolation.TABLE)))"
    )
    chains = {each["chain"]["name"]: each["chain"] for each in listed if "chain" in each}
    assert {name: (chain["policy"], chain["prio"]) for name, chain in chains.items()} == dict.fromkeys(
        ("input", "output", "forward"), ("drop", -310)
    )


def test_a_watch_that_comes_over_ipv6_is_not_cut_off(tmp_path: Path) -> None:
    settings = tmp_path / "respond.json"
    site = {
        "host": "ws-01", "actions": ["isolate_endpoint"], "ssh_port": 22, "way_in": ["2001:db8::10"],
        "runtime": {"address": "2001:db8::10", "port": 4318}, "neighbours": [], "never_block": [],
    }  # fmt: skip
    settings.write_text(json.dumps(site), "utf-8")
    refused = alone(
        "from pathlib import Path\n"
        "from responder import isolation, settings\n"
        "from responder.request import Refused\n"
        "try:\n"
        f"    isolation.rules(settings.read(Path({str(settings)!r})))\n"
        "except Refused as refused:\n"
        "    print(json.dumps(str(refused)))"
    )
    assert "IPv6" in refused
