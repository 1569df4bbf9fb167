"""Letters handed in at a real mail server on the loopback address."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import loopback_smtp
import pytest

from nachtwacht.respond.mailbox import Letter
from nachtwacht.respond.post import CannotPost, MailServer
from nachtwacht.respond.settings import Mail

LETTER = Letter(
    message="<gouden-aar.INC-0001.story2.0123456789@soc.example>", incident="INC-0001", number=2, kind="story",
    recipient="a.molenaar@gouden-aar.example", follows="<gouden-aar.INC-0001.story1.0123456789@soc.example>",
    subject="Bijgewerkt: kwaadaardige software, één computer", text="één\n.\nklaar\n", html="<p>één</p>", made=0.0, due=0.0,
)  # fmt: skip


@pytest.fixture
def server() -> Iterator[Callable[..., loopback_smtp.Server]]:
    made: list[loopback_smtp.Server] = []

    def make(**options: Any) -> loopback_smtp.Server:
        made.append(loopback_smtp.Server(**options))
        return made[-1]

    yield make
    for one in made:
        one.end()


def post(server: loopback_smtp.Server, *, seconds: float = 5, ca_file: str = "") -> str:
    mail = Mail(host="127.0.0.1", port=server.port, sender="wacht@soc.example", ca_file=ca_file)
    return MailServer(mail, seconds=seconds)(LETTER)


def test_a_letter_arrives_whole_with_its_thread(server):
    there = server()
    assert "in clear" in post(there)
    (taken,) = there.letters
    assert taken["Message-ID"] == LETTER.message
    assert taken["In-Reply-To"] == taken["References"] == LETTER.follows
    assert (taken["From"], taken["To"], taken["Subject"]) == ("wacht@soc.example", LETTER.recipient, LETTER.subject)
    assert taken["Auto-Submitted"] == "auto-generated"
    plain, html = taken.get_body(("plain",)), taken.get_body(("html",))
    assert plain is not None
    assert html is not None
    assert plain.get_content().replace("\r\n", "\n") == LETTER.text
    assert "één" in html.get_content()


def test_starttls_is_used_when_it_is_offered(server, tmp_path: Path):
    there = server(certificate=loopback_smtp.certificate(tmp_path))
    assert post(there) == "encrypted, server not proven"
    assert there.encrypted == [True]


def test_with_a_ca_the_server_has_to_prove_itself(server, tmp_path: Path):
    certificate = loopback_smtp.certificate(tmp_path)
    assert post(server(certificate=certificate), ca_file=str(certificate)) == "encrypted, server proven"
    (tmp_path / "other").mkdir()
    stranger = server(certificate=loopback_smtp.certificate(tmp_path / "other"))
    with pytest.raises(CannotPost, match="certificate verify failed") as raised:
        post(stranger, ca_file=str(certificate))
    assert stranger.letters == []
    assert not raised.value.final


def test_with_a_ca_nothing_goes_in_clear(server, tmp_path: Path):
    plain = server()
    with pytest.raises(CannotPost, match="STARTTLS"):
        post(plain, ca_file=str(loopback_smtp.certificate(tmp_path)))
    assert plain.letters == []


@pytest.mark.parametrize(
    ("answers", "final"),
    [
        ({"RCPT": "550 no such mailbox"}, True),
        ({"RCPT": "451 later"}, False),
        ({"DATA": "452 disk full"}, False),
        ({"MAIL": "554 no"}, True),
    ],
)
def test_a_no_for_good_and_a_no_for_now(server, answers, final):
    with pytest.raises(CannotPost) as raised:
        post(server(answers=answers))
    assert raised.value.final is final


def test_a_good_bye_that_fails_does_not_make_it_unsent(server):
    there = server(answers={"QUIT": "421 hurry"})
    post(there)
    assert len(there.letters) == 1


def test_a_silent_server_is_given_up(server):
    with pytest.raises(CannotPost, match="timed out"):
        post(server(answers={"EHLO": "silence"}), seconds=0.2)


def test_no_server_at_all():
    mail = Mail(host="127.0.0.1", port=1, sender="wacht@soc.example")
    with pytest.raises(CannotPost, match="refused"):
        MailServer(mail)(LETTER)
