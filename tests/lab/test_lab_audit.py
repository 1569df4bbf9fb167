"""Audit records find their host, and nothing else does."""

import os
import socket
import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nachtwacht.lab.audit import netlink, rules
from nachtwacht.lab.audit.mark import FIRST, LAST, UNSET, host_of, mark
from nachtwacht.lab.audit.outlet import WAITING_BYTES, Outlet
from nachtwacht.lab.audit.records import Sorter
from nachtwacht.lab.topology import NAMES

SYSCALL, EXECVE, CWD, EOE, LOGIN, USER_START = 1300, 1309, 1307, 1320, 1006, 1105


def begin(serial: int, auid: int) -> tuple[int, str]:
    return (
        SYSCALL,
        f'audit(1795529449.335:{serial}): arch=c000003e syscall=59 success=yes auid={auid} uid=0 comm="true"',
    )


def test_all_records_of_an_event_go_where_its_first_goes() -> None:
    sorter = Sorter()
    ws, fin = mark("ws-01"), mark("fin-01")
    stream = [
        begin(1, ws),
        begin(2, fin),
        (EXECVE, 'audit(1795529449.335:1): argc=1 a0="/bin/true"'),
        (EXECVE, 'audit(1795529449.335:2): argc=1 a0="/bin/false"'),
        (EOE, "audit(1795529449.335:1): "),
        (CWD, 'audit(1795529449.335:2): cwd="/"'),
        (EOE, "audit(1795529449.335:2): "),
    ]
    placed = [sorter.line(*record) for record in stream]
    assert [one[0] for one in placed if one] == ["ws-01", "fin-01", "ws-01", "fin-01", "ws-01", "fin-01", "fin-01"]
    assert placed[2] == ("ws-01", 'type=EXECVE msg=audit(1795529449.335:1): argc=1 a0="/bin/true"\n')
    assert f"auid={UNSET} uid=0" in placed[0][1]
    assert sorter.placed == 2


def test_what_is_not_of_the_laboratory_goes_nowhere() -> None:
    sorter = Sorter()
    assert sorter.line(*begin(1, 1000)) is None
    assert sorter.line(*begin(2, UNSET)) is None
    assert sorter.line(EXECVE, 'audit(1.0:1): argc=1 a0="x"') is None
    assert sorter.line(EOE, "audit(1.0:1): ") is None
    assert sorter.line(EXECVE, "nonsense") is None
    assert sorter.foreign == 5


def test_a_record_that_ends_an_event_closes_it() -> None:
    sorter = Sorter()
    sorter.line(*begin(7, mark("ws-01")))
    sorter.line(EOE, "audit(1795529449.335:7): ")
    assert sorter.line(EXECVE, 'audit(1795529449.335:7): argc=1 a0="x"') is None


def test_a_record_of_its_own_names_its_host_itself() -> None:
    sorter = Sorter()
    text = f"audit(1795529449.1:9): pid=5 uid=0 auid={mark('fin-01')} ses=3 msg='op=PAM:session_open'"
    assert sorter.line(USER_START, text) == (
        "fin-01",
        f"type=USER_START msg=audit(1795529449.1:9): pid=5 uid=0 auid={UNSET} ses=3 msg='op=PAM:session_open'\n",
    )


def test_the_mark_being_set_is_not_told() -> None:
    assert Sorter().line(LOGIN, f"audit(1.0:1): pid=5 uid=0 old-auid={UNSET} auid={mark('ws-01')}") is None


@given(st.integers(min_value=0, max_value=UNSET))
def test_exactly_the_marks_are_hosts(login_uid: int) -> None:
    name = host_of(login_uid)
    assert (name is not None) == (login_uid - FIRST in range(len(NAMES)))
    assert name is None or mark(name) == login_uid


def test_rules_are_limited_to_the_marks() -> None:
    made = rules.rules("x86_64")
    assert len(made) == 3
    for rule in made:
        words = struct.unpack_from("=260I", rule)
        count = words[2]
        fields, values, operators = words[67 : 67 + count], words[131 : 131 + count], words[195 : 195 + count]
        limits = [(field, op, value) for field, op, value in zip(fields, operators, values, strict=True) if field == 9]
        assert limits == [(9, 0x6000_0000, FIRST), (9, 0x5000_0000, LAST)]
        assert fields[0] == 11
        assert rule.endswith((b"nachtwacht_exec", b"nachtwacht_connect"))
        assert words[259] == len(rule) - 260 * 4
    executes = struct.unpack_from("=260I", made[0])
    assert executes[3 + 59 // 32] & 1 << 59 % 32
    assert executes[3 + 322 // 32] & 1 << 322 % 32


def test_a_machine_whose_calls_we_do_not_know_gets_no_rules() -> None:
    assert rules.rules("s390x") == ()


def test_a_multicast_record_is_read_to_its_end() -> None:
    text = b'audit(1.0:5): argc=1 a0="/bin/true"'
    datagram = struct.pack("=IHHII", len(text), EXECVE, 0, 0, 0) + text + b"\0"
    assert list(netlink.records(datagram)) == [(EXECVE, text.decode())]
    assert list(netlink.records(b"short")) == []


@pytest.fixture
def outlet(tmp_path):
    one = Outlet("ws-01", tmp_path / "pid")
    yield one
    one.close()


@pytest.fixture
def theirs(outlet):
    """A reader, as if it had connected."""
    ours, theirs = socket.socketpair()
    ours.settimeout(0)
    outlet.attach(ours)
    yield theirs
    theirs.close()


def test_a_slow_reader_gets_everything_in_order(outlet, theirs) -> None:
    sent = [f"{number:07}\n".encode() for number in range(200_000)]
    for number in range(0, len(sent), 1000):
        outlet.send(b"".join(sent[number : number + 1000]))
    got = bytearray()
    while len(got) < sum(map(len, sent)):
        got += theirs.recv(1 << 20)
        for late in outlet.sockets()[1]:
            outlet.writable(late)
    assert got == b"".join(sent)
    assert outlet.dropped == 0


def test_what_a_dead_reader_does_not_take_is_counted_and_not_kept(outlet, theirs) -> None:
    chunk = b"x" * 999_999 + b"\n"
    for _ in range(WAITING_BYTES // len(chunk) + 5):
        outlet.send(chunk)
    assert outlet.dropped > 0
    theirs.close()
    for late in outlet.sockets()[1]:
        outlet.writable(late)
    assert outlet.sockets() == ([], [])


def test_a_process_id_that_is_used_again_by_somebody_else_is_no_host(outlet, tmp_path) -> None:
    (tmp_path / "pid").write_text(str(os.getpid()))
    outlet.follow()
    assert outlet.sockets() == ([], [])
