"""What a host refuses, whoever asks: the request is judged before anything is touched."""

from __future__ import annotations

import contextlib
import ipaddress
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from responder.request import INSIDE, NEEDS, Refused, Request, parse
from responder.settings import Neighbour, Settings

GATEWAY = Settings(
    host="gw-01",
    actions=("block_destination",),
    ssh_port=22,
    way_in=("192.0.2.9", "10.91.20.10"),
    runtime="10.91.20.10",
    runtime_port=4318,
    neighbours=(Neighbour("ws-01", "10.91.10.21"),),
    never_block=(ipaddress.ip_network("203.0.113.0/24"), ipaddress.ip_network("2001:db8:1::/48")),
)


def ask(**request: object) -> Request:
    return parse(json.dumps(request), GATEWAY)


def test_a_block_of_an_address_abroad() -> None:
    assert ask(do="block", address="198.51.100.7", seconds=86400) == Request("block", 86400, "198.51.100.7")


def test_ipv4_inside_ipv6_is_taken_out() -> None:
    assert ask(do="block", address="::ffff:198.51.100.7", seconds=1).address == "198.51.100.7"


@pytest.mark.parametrize(
    "address",
    [
        "10.91.10.21",
        "10.91.20.10",
        "192.0.2.9",
        "203.0.113.77",
        "::ffff:203.0.113.77",
        "2001:db8:1::5",
        "0.0.0.0",
        "::",
        "127.0.0.1",
        "224.0.0.1",
        "255.255.255.255",
        "169.254.1.1",
        "fe80::1",
        "fd00::1",
        "0.0.0.0/0",
        "198.51.100.0/24",
        "198.51.100.7 }; flush ruleset; #",
        "198.51.100.7%eth0",
        "fe80::1%eth0",
        "example.org",
        "",
        None,
        3325256711,
        True,
        ["198.51.100.7"],
    ],
)
def test_what_is_never_blocked(address: object) -> None:
    with pytest.raises(Refused):
        ask(do="block", address=address, seconds=60)


@pytest.mark.parametrize("seconds", [0, -1, 2592001, 1.5, "60", None, True, 10**30])
def test_how_long_a_block_lasts(seconds: object) -> None:
    with pytest.raises(Refused, match="seconds"):
        ask(do="block", address="198.51.100.7", seconds=seconds)


@pytest.mark.parametrize("do", ["isolate", "release"])
def test_an_action_that_the_host_is_not_allowed(do: str) -> None:
    with pytest.raises(Refused, match="isolate_endpoint is not among its actions"):
        ask(do=do, seconds=60)


@pytest.mark.parametrize("do", ["isolation", "blocked"])
def test_questions_are_always_answered(do: str) -> None:
    assert ask(do=do).do == do


def test_reach_wants_an_address_and_a_port_or_none() -> None:
    assert ask(do="reach", address="198.51.100.7", port=443).port == 443
    assert ask(do="reach", address="198.51.100.7").port == 0
    with pytest.raises(Refused, match="port"):
        ask(do="reach", address="198.51.100.7", port=65536)


@pytest.mark.parametrize(
    "text", ["", "[]", "null", "{", '{"do": []}', '{"do": "rm"}', "[" * 4000, " " * 4097, '{"do": {}}']
)
def test_what_is_no_request(text: str) -> None:
    with pytest.raises(Refused):
        parse(text, GATEWAY)


@given(st.text(max_size=300))
def test_any_text_is_refused_or_understood(text: str) -> None:
    with contextlib.suppress(Refused):
        assert parse(text, GATEWAY).do in NEEDS


@given(
    do=st.sampled_from(sorted(NEEDS)),
    address=st.one_of(st.ip_addresses().map(str), st.text(max_size=40)),
    seconds=st.one_of(st.integers(), st.none()),
)
def test_nothing_inside_is_ever_blocked(do: str, address: str, seconds: int | None) -> None:
    try:
        request = ask(do=do, address=address, seconds=seconds)
    except Refused:
        return
    if request.do == "block":
        target = ipaddress.ip_address(request.address)
        assert 1 <= request.seconds <= 30 * 86400
        assert not any(
            target in network for network in (*INSIDE, *GATEWAY.never_block) if network.version == target.version
        )
        assert request.address not in GATEWAY.way_in
