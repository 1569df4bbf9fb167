"""One mail as one record. Pure: bytes in, a document out; no mail makes it fail."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from email.parser import BytesHeaderParser, BytesParser
from email.policy import compat32
from email.utils import parseaddr
from typing import TYPE_CHECKING, Any

from mailwatch import links, parts

if TYPE_CHECKING:
    from collections.abc import Iterator
    from email.message import Message

MOST_LINKS = 200
MOST_ATTACHMENTS = 50
MOST_RECIPIENTS = 500
MOST_PARTS = 1000


@dataclass(frozen=True)
class Envelope:
    """What the SMTP conversation said, apart from the message."""

    queue_id: str
    mail_from: str
    rcpt_to: tuple[str, ...]
    helo: str
    client_name: str
    client_address: str


def record(envelope: Envelope, message: bytes, now: float, *, truncated: bool = False) -> dict[str, Any]:
    """The record of an accepted mail; ``now`` in seconds since the epoch. Whatever cannot be read is left out and said."""
    known = {
        "time": datetime.fromtimestamp(now, UTC).isoformat(timespec="milliseconds"),
        "queue_id": parts.clean(envelope.queue_id),
        "mail_from": _address(envelope.mail_from),
        "rcpt_to": [_address(each) for each in envelope.rcpt_to[:MOST_RECIPIENTS]],
        "helo": parts.clean(envelope.helo),
        "client_name": parts.clean(envelope.client_name),
        "client_address": parts.clean(envelope.client_address),
        "size": len(message),
        "truncated": truncated,
    }
    try:
        return known | _read(message)
    except Exception as error:  # noqa: BLE001 a hostile message must not stop the mail, whatever it makes of the parser
        return known | {"unreadable": type(error).__name__, "attachments": []} | _surface(message)


def _read(message: bytes) -> dict[str, Any]:
    mail = BytesParser(policy=compat32).parsebytes(message)
    read = [part for _, part in zip(range(MOST_PARTS), mail.walk(), strict=False)]
    attached = [part for part in read if parts.is_attachment(part)]
    return {
        **_head(mail),
        "urls": _distinct(link for part in read for link in _links(part)),
        "attachments": [parts.attachment(part) for part in attached[:MOST_ATTACHMENTS]],
    }


def _surface(message: bytes) -> dict[str, Any]:
    """The headers, and the links that stand in the raw text, of a message whose parts cannot be told apart."""
    head = BytesHeaderParser(policy=compat32).parsebytes(message)
    return {**_head(head), "urls": _distinct(links.in_text(message.decode("latin-1")))}


def _head(mail: Message) -> dict[str, Any]:
    name, address = parseaddr(parts.header(mail, "From"))
    return {
        "message_id": parts.header(mail, "Message-ID"),
        "header_from": address.lower(),
        "header_from_name": name,
        "header_to": parts.header(mail, "To"),
        "subject": parts.header(mail, "Subject"),
    }


def _links(part: Message) -> Iterator[str]:
    kind = part.get_content_type()
    if part.is_multipart() or not kind.startswith("text/"):
        return
    text = parts.decoded(parts.content(part), parts.charset(part))
    yield from links.in_html(text) if kind == "text/html" else links.in_text(text)


def _distinct(found: Iterator[str]) -> list[str]:
    kept: dict[str, None] = {}
    for link in found:
        kept[parts.clean(link, links.LONGEST)] = None
        if len(kept) == MOST_LINKS:
            break
    return list(kept)


def _address(text: str) -> str:
    return parts.clean(text).strip("<> ").lower()
