"""Mail as it comes, the nasty kind among it, becomes a record that every reader of JSON takes."""

from __future__ import annotations

import base64
import hashlib
import json
from email.message import EmailMessage

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from mailwatch.record import MOST_LINKS, Envelope, record

ENVELOPE = Envelope(
    "4cXyz", "<Attacker@Abroad.Example>", ("<j.person@example-co.example>",), "abroad-1", "unknown", "198.51.100.7"
)
NOW = 1_790_000_000.25


def of(message: bytes) -> dict[str, object]:
    document = record(ENVELOPE, message, NOW)
    assert msgspec.json.decode(json.dumps(document)) == document
    return document


def test_the_envelope() -> None:
    document = of(b"Subject: hello\r\n\r\nhi")
    assert document["time"] == "2026-09-21T14:13:20.250+00:00"
    assert document["mail_from"] == "attacker@abroad.example"
    assert document["rcpt_to"] == ["j.person@example-co.example"]
    assert document["client_address"] == "198.51.100.7"
    assert document["subject"] == "hello"
    assert document["size"] == 20


def test_links_that_are_read_and_links_behind_them() -> None:
    mail = EmailMessage()
    mail["From"], mail["Subject"] = "Bank <no-reply@bank.example>", "Rékening €"
    mail.set_content("Look at https://plain.example/a?b=1 (or http://second.example/x(1)).\n")
    mail.add_alternative(
        '<a href="https://behind.example/login&amp;x=1">https://shown.example</a>'
        '<form action="http://form.example/post"><meta http-equiv="refresh" content="0; url=https://refresh.example/">',
        subtype="html",
        cte="base64",
    )
    document = of(mail.as_bytes())
    assert document["subject"] == "Rékening €"
    assert document["header_from"] == "no-reply@bank.example"
    assert document["urls"] == [
        "https://plain.example/a?b=1",
        "http://second.example/x(1)",
        "https://behind.example/login&x=1",
        "https://shown.example",
        "http://form.example/post",
        "https://refresh.example/",
    ]


def test_quoted_printable_breaks_no_link() -> None:
    body = "Go to https://long.example/" + "a" * 100 + "=b for it"
    mail = EmailMessage()
    mail.set_content(body, cte="quoted-printable")
    assert of(mail.as_bytes())["urls"] == ["https://long.example/" + "a" * 100 + "=b"]


def test_attachments_have_name_size_and_fingerprint() -> None:
    mail = EmailMessage()
    mail.set_content("see https://x.example")
    mail.add_attachment(b"MZ\x00data", maintype="application", subtype="octet-stream", filename="factuur ünï.exe")
    document = of(mail.as_bytes())
    assert document["attachments"] == [
        {
            "name": "factuur ünï.exe",
            "type": "application/octet-stream",
            "size": 7,
            "sha256": hashlib.sha256(b"MZ\x00data").hexdigest(),
        }
    ]
    assert document["urls"] == ["https://x.example"]


def test_an_attached_mail_is_looked_into() -> None:
    inner = EmailMessage()
    inner["Subject"] = "inner"
    inner.set_content("http://inner.example/")
    outer = EmailMessage()
    outer.set_content("forwarded")
    outer.add_attachment(inner)
    document = of(outer.as_bytes())
    assert document["urls"] == ["http://inner.example/"]
    assert document["attachments"][0]["type"] == "message/rfc822"


def _nested(depth: int) -> bytes:
    text = b""
    for level in range(depth):
        text += b'Content-Type: multipart/mixed; boundary="b%d"\r\n\r\n--b%d\r\n' % (level, level)
    return text + b"Content-Type: text/plain\r\n\r\nhttps://deep.example/\r\n"


NASTY = {
    "empty": b"",
    "no headers": b"\r\nhttps://x.example",
    "unknown charset": b"Content-Type: text/plain; charset=klingon\r\n\r\nhttps://x.example \xff\xfe",
    "charset that is no text": b"Content-Type: text/plain; charset=base64\r\n\r\nhttps://x.example",
    "charset with a zero": b'Content-Type: text/plain; charset="a\x00b"\r\n\r\nhttps://x.example',
    "broken base64": b"Content-Transfer-Encoding: base64\r\n\r\naHR0cHM6Ly94LmV4YW1wbGU!!!!=",
    "broken encoded word": b"Subject: =?utf-8?b?////=?= =?nope?q?=ZZ?= =?utf-8?b?abc?=\r\n\r\nx",
    "raw bytes in headers": b"Subject: \xff\xfe\xe9\r\nFrom: \xff <\xff@x>\r\n\r\nx",
    "surrogates": "Subject: \udcff\ud800\r\n\r\n\udcff".encode("utf-8", "surrogatepass"),
    "nested too deep": _nested(3000),
    "boundary missing": b"Content-Type: multipart/mixed\r\n\r\nx",
    "boundary of itself": b'Content-Type: multipart/mixed; boundary=""\r\n\r\n--\r\n\r\n----\r\n',
    "delivery status": b"Content-Type: message/delivery-status\r\n\r\n\r\n\r\n",
    "rfc822 without a message": b"Content-Type: message/rfc822\r\n\r\n",
    "partial": b"Content-Type: message/partial; id=a; number=1\r\n\r\nx",
    "file name of 2231": b"Content-Disposition: attachment; filename*0*=utf-8''%ff%fe; filename*1*=%00; filename*9=z\r\n\r\nx",
    "file name with a lie": b"Content-Disposition: attachment; filename*=klingon'x'%41%ff\r\n\r\nx",
    "html that never ends": b"Content-Type: text/html\r\n\r\n<a href='https://x.example" + b"<" * 50_000,
    "html declaration": b"Content-Type: text/html\r\n\r\n<![if ><!x[<a href=https://x.example>",
    "header without end": b"Subject: " + b"a" * 500_000,
    "many addresses": b"From: " + b"<a@b>," * 20_000 + b"\r\n\r\nx",
    "zero bytes": b"Subject: a\x00b\r\n\r\nhttps://x.example/\x00\x01",
    "content type of nothing": b"Content-Type: ;;;=;\r\nContent-Disposition: ;\r\n\r\nhttps://x.example",
    "yenc": b"Content-Transfer-Encoding: x-uuencode\r\n\r\nbegin 666 x\n!!!!\n",
}


@pytest.mark.parametrize("name", NASTY)
def test_nasty_mail_is_written_down(name: str) -> None:
    document = of(NASTY[name])
    assert document["queue_id"] == "4cXyz"
    assert isinstance(document["urls"], list)
    assert isinstance(document["attachments"], list)


@pytest.mark.parametrize(
    "name", ["no headers", "unknown charset", "charset that is no text", "zero bytes", "content type of nothing"]
)
def test_nasty_mail_does_not_hide_its_link(name: str) -> None:
    assert any(str(link).startswith("https://x.example") for link in of(NASTY[name])["urls"])


@given(st.binary(max_size=2000))
def test_any_bytes_make_a_record(message: bytes) -> None:
    assert of(message)["size"] == len(message)


@given(st.text(max_size=200), st.text(max_size=200))
def test_any_body_in_any_wrapping(subject: str, body: str) -> None:
    wrapped = base64.b64encode(body.encode("utf-8", "surrogatepass"))
    head = subject.encode("utf-8", "surrogatepass").replace(b"\r", b"").replace(b"\n", b"")
    of(b"Subject: " + head + b"\r\nContent-Type: text/html\r\nContent-Transfer-Encoding: base64\r\n\r\n" + wrapped)


def test_a_message_too_deep_to_be_read_does_not_hide_its_link() -> None:
    document = of(NASTY["nested too deep"])
    assert document["unreadable"] == "RecursionError"
    assert document["urls"] == ["https://deep.example/"]


def test_a_flood_of_links_is_bounded() -> None:
    body = "\r\n".join(f"https://x{number}.example/" for number in range(5000))
    assert len(of(b"\r\n" + body.encode())["urls"]) == MOST_LINKS
