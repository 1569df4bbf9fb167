"""Letters: in both languages, in every state, and harmless whatever an attacker wrote."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st
from respond_samples import AMSTERDAM, TUESDAY, TUESDAY_NIGHT, book, finding, permission, scope

from nachtwacht.detect import canary
from nachtwacht.model.watch import CanaryRegistration
from nachtwacht.respond import control, take
from nachtwacht.respond.contacts import whom
from nachtwacht.respond.countries import country
from nachtwacht.respond.harmless import harmless
from nachtwacht.respond.story import fill
from nachtwacht.respond.times import moment

HOUR = 3600.0


def told(it, number=-1):
    """The newest story to the first contact, on one line."""
    letters = [letter for letter in it.box.to_customer() if letter.recipient.startswith("a.molenaar")]
    return " ".join(letters[number].text.split()), letters[number]


def test_moments_are_written_as_people_write_them():
    assert moment(TUESDAY, "Europe/Amsterdam", "nl") == "dinsdag 24 november om 14.32 uur"
    assert moment(TUESDAY, "Europe/Amsterdam", "en") == "Tuesday 24 November at 14:32"
    assert moment(TUESDAY_NIGHT, "Europe/Amsterdam", "nl") == "dinsdag 24 november om 3.10 uur"
    assert moment(TUESDAY, "America/New_York", "en") == "Tuesday 24 November at 08:32"


@pytest.mark.parametrize(
    ("language", "did", "back", "verdict"),
    [
        (
            "nl",
            "Op dinsdag 24 november om 14.32 uur hebben we de computer ws-01 (van j.bakker) losgekoppeld van het netwerk.",
            "Sinds dinsdag 24 november om 18.32 uur is de computer ws-01 (van j.bakker) weer gewoon aangesloten op het netwerk.",
            "het was een vals alarm",
        ),
        (
            "en",
            "On Tuesday 24 November at 14:32 we disconnected the computer ws-01 (used by j.bakker) from the network.",
            "Since Tuesday 24 November at 18:32 the computer ws-01 (used by j.bakker) has been back on the network as usual.",
            "it was a false alarm",
        ),
    ],
)
def test_the_whole_course_in_both_languages(watch, language, did, back, verdict):
    it = watch(customer={"language": language})
    take(it.connection, [finding()], it)
    it.settle()
    text, first = told(it)
    assert did in text
    assert back not in text
    it.later(4 * HOUR)
    text, second = told(it)
    assert did in text
    assert back in text
    assert second.follows == first.message
    control(it.connection, "decide", {"id": "INC-0001", "verdict": "false_positive"}, it)
    it.settle()
    assert verdict in told(it)[0]


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("use_case", ["phishing_then_foreign_traffic", "off_hours_admin_login", "malware_execution"])
def test_no_letter_has_a_hole_or_a_notation_in_it(watch, language, use_case):
    it = watch(customer={"language": language})
    take(it.connection, [finding(use_case=use_case)], it)
    it.later(25 * HOUR)
    for letter in it.box.to_customer():
        for unwanted in ("{{", "}}", "None", "undefined", "  ", " .", " ,", "# ", "on_", "_ip"):
            assert unwanted not in letter.text.replace("\n  ", "\n"), (unwanted, letter.text)
        assert max(map(len, letter.text.splitlines())) <= 76
        assert letter.html.count("<h2") == letter.html.count("</h2>") >= 4


def test_a_letter_with_only_what_must_be_known_reads_well():
    whole = book()
    known = {"host": "ws-01", "user": "j.bakker", "destination_ip": "198.51.100.7", "destination_country": "CN"}
    sentence = fill(whole.runbooks["phishing_then_foreign_traffic"].happened.nl, known, whole.scope)
    assert sentence.startswith(
        "j.bakker kreeg een mail. In die mail stond een link. Kort daarna maakte de computer ws-01 verbinding met 198.51.100.7 in China, een land"
    )


def test_what_was_refused_is_said_with_the_reason(watch):
    it = watch(response=[permission(when="outside_office_hours")])
    take(it.connection, [finding()], it)
    it.settle()
    assert (
        "We hebben de computer ws-01 (van j.bakker) niet losgekoppeld van het netwerk. Dit mag alleen buiten kantooruren."
        in told(it)[0]
    )


def test_a_subject_that_an_attacker_wrote_does_no_harm(watch):
    it = watch()
    evil = {
        **finding(use_case="phishing_then_foreign_traffic").entities,
        "subject": "# Kop\r\n- punt <script>alert(1)</script> {{ 7 * 7 }} http://evil.example/x\u202e" + "a" * 500,
        "sender": "x@evil.example",
    }
    take(it.connection, [finding(use_case="phishing_then_foreign_traffic", entities=evil)], it)
    it.settle()
    _, letter = told(it)
    assert "<script>" not in letter.html
    assert "&lt;script&gt;" in letter.html
    assert "{{ 7 * 7 }}" in " ".join(letter.text.split())
    assert "http://evil" not in letter.text
    assert "hxxp://evil[.]example" in letter.text
    assert "\u202e" not in letter.text
    assert len(letter.text) < 3500
    assert "factuur.example in" not in letter.text


@given(st.text(max_size=300))
def test_harmless_is_one_short_line_without_links(value):
    made = harmless(value)
    assert len(made) <= 140 + made.count("[.]") * 2
    assert made == " ".join(made.split())
    assert "http://" not in made.lower()
    assert "https://" not in made.lower()
    assert not made.startswith(("#", "-"))


def test_countries_have_names():
    assert country("CN", "nl") == "China"
    assert country("us", "nl") == "de Verenigde Staten"
    assert country("GB", "en") == "the United Kingdom"
    assert country("XX", "nl") == "een ander land (XX)"
    assert country("", "en") == "another country"


def at(text: str) -> float:
    return dt.datetime.fromisoformat(text).replace(tzinfo=AMSTERDAM).timestamp()


@pytest.mark.parametrize(
    ("severity", "now", "molenaar", "de_wit"),
    [
        ("high", "2026-11-24T14:32", "2026-11-24T14:32", "2026-11-24T14:32"),
        ("high", "2026-11-24T03:10", "2026-11-24T03:10", "2026-11-24T08:00"),
        ("medium", "2026-11-24T03:10", "2026-11-24T08:00", "2026-11-24T08:00"),
        ("medium", "2026-11-27T18:30", "2026-11-30T08:00", "2026-11-30T08:00"),
        ("medium", "2026-12-24T19:00", "2026-12-28T08:00", "2026-12-28T08:00"),
        ("high", "2026-10-24T20:00", "2026-10-24T20:00", "2026-10-26T08:00"),
    ],
)
def test_who_is_told_when(severity, now, molenaar, de_wit):
    told_at = whom(scope(), severity, at(now))
    assert [(one.contact.name, one.due) for one in told_at] == [
        ("A. Molenaar", at(molenaar)),
        ("B. de Wit", at(de_wit)),
    ]


@pytest.mark.parametrize(
    ("gaps", "language", "words"),
    [
        ((30,), "nl", "Kort daarna zagen we het nog een keer."),
        ((30, 60), "en", "We saw it twice more shortly afterwards."),
        ((30, 3600), "nl", "Daarna zagen we het nog twee keer, voor het laatst op dinsdag 24 november om 15.32 uur."),
        ((3600,), "en", "We saw it once more after that, most recently on Tuesday 24 November at 15:32."),
    ],
)
def test_how_often_it_was_seen(watch, gaps, language, words):
    it = watch(customer={"language": language})
    take(it.connection, [finding(), *(finding(f"g{gap}", at=TUESDAY + gap) for gap in gaps)], it)
    it.settle()
    assert words in told(it)[0]


def test_a_trial_speaks_of_what_would_have_been_asked(watch):
    it = watch(response=[permission(approval="customer")])
    token = "nwc-0123456789abcdef0123"
    registration = CanaryRegistration(
        token=token, customer="gouden-aar", use_case="malware_execution", asset="ws-01", issued=it.now,
        expires=it.now + 60, mailbox="proef@gouden-aar.example",
    )  # fmt: skip
    canary.register(it.connection, registration, it.now)
    take(it.connection, [finding(canary=token)], it)
    it.settle()
    text = " ".join(it.box.letters[0].text.split())
    assert (
        "Bij een echte melding zou u nu beslissen of we de computer ws-01 (van j.bakker) loskoppelen van het netwerk."
        in text
    )
    assert "Mogen we" not in text
