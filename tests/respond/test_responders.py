"""The way to a responder, over a real sshd on the loopback address: pinned keys, forced command, bounded times."""

from __future__ import annotations

import socket
import threading
from pathlib import Path

import loopback_sshd
import pytest

from nachtwacht.respond.effectors import CannotRespond
from nachtwacht.respond.responders import Responders
from nachtwacht.respond.settings import Responder


def responders(
    daemon: loopback_sshd.Daemon, known: str, *, key: str = "id", port: int = 0, answer: float = 10
) -> Responders:
    """The way to ws-01, with this text as known_hosts."""
    file = daemon.folder / f"known_{abs(hash(known))}"
    file.write_text(known)
    host = Responder(
        address="127.0.0.1", port=port or daemon.port, key_file=str(daemon.folder / key), known_hosts=str(file)
    )
    return Responders({"ws-01": host}, connect=5, answer=answer)


def pinned(daemon: loopback_sshd.Daemon) -> str:
    return f"[127.0.0.1]:{daemon.port} {daemon.host_key}\n"


def test_a_question_reaches_the_forced_command_and_its_answer_comes_back(daemon):
    answer = responders(daemon, pinned(daemon)).ask("ws-01", {"do": "isolate", "seconds": 5})
    assert answer["ok"]
    assert answer["you_asked"] == {"do": "isolate", "seconds": 5}


@pytest.mark.parametrize("name", ["127.0.0.1", "ws-01"])
def test_a_key_may_be_pinned_by_address_or_name(daemon, name):
    assert responders(daemon, f"{name} {daemon.host_key}\n").ask("ws-01", {"do": "x"})["ok"]


def test_another_host_key_is_refused_and_nothing_is_sent(daemon):
    other = " ".join((daemon.folder / "stranger.pub").read_text().split()[:2])
    with pytest.raises(CannotRespond) as raised:
        responders(daemon, f"[127.0.0.1]:{daemon.port} {other}\n").ask("ws-01", {"do": "isolate"})
    assert "shows a host key that is not the pinned one" in raised.value.why
    assert "SHA256:" in raised.value.why
    assert "nothing was sent" in raised.value.why
    assert "hosts.yaml" in raised.value.mend


def test_an_unknown_host_is_refused(daemon):
    with pytest.raises(CannotRespond, match="no host key is pinned"):
        responders(daemon, "").ask("ws-01", {"do": "isolate"})


def test_a_key_that_is_not_authorised_is_said_so(daemon):
    with pytest.raises(CannotRespond, match="does not let nw-respond in"):
        responders(daemon, pinned(daemon), key="stranger").ask("ws-01", {"do": "isolate"})


def test_a_missing_key_file_is_said_so(daemon):
    with pytest.raises(CannotRespond, match="absent"):
        responders(daemon, pinned(daemon), key="absent").ask("ws-01", {"do": "isolate"})


def test_a_responder_that_does_not_answer_in_time(daemon):
    with pytest.raises(CannotRespond, match=r"gave no answer within 0\.3 s"):
        responders(daemon, pinned(daemon), answer=0.3).ask("ws-01", {"do": "sleep"})


@pytest.mark.parametrize(("do", "said"), [("garbage", "no json at all"), ("complain", "a password is required")])
def test_an_answer_that_is_none(daemon, do, said):
    with pytest.raises(CannotRespond, match=said):
        responders(daemon, pinned(daemon)).ask("ws-01", {"do": do})


def test_a_closed_port_and_a_host_without_a_responder(daemon):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    known = f"127.0.0.1 {daemon.host_key}\n"
    with pytest.raises(CannotRespond, match=f"port {port} cannot be reached"):
        responders(daemon, known, port=port).ask("ws-01", {"do": "x"})
    with pytest.raises(CannotRespond, match="has no responder"):
        responders(daemon, known).ask("ws-02", {"do": "x"})


def test_a_server_that_says_nothing_is_given_up(daemon, tmp_path: Path):
    with socket.create_server(("127.0.0.1", 0)) as mute:
        port = mute.getsockname()[1]
        known = tmp_path / "known"
        known.write_text(f"127.0.0.1 {daemon.host_key}\n")
        host = Responder(address="127.0.0.1", port=port, key_file=str(daemon.folder / "id"), known_hosts=str(known))
        with pytest.raises(CannotRespond, match="cannot be reached"):
            Responders({"ws-01": host}, connect=0.3).ask("ws-01", {"do": "x"})


def test_four_at_once(daemon):
    way, answers = responders(daemon, pinned(daemon)), []
    threads = [
        threading.Thread(target=lambda n=n: answers.append(way.ask("ws-01", {"do": "x", "n": n}))) for n in range(4)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(answer["you_asked"]["n"] for answer in answers) == [0, 1, 2, 3]
