"""The mail gateway's JSON line per accepted mail into one event per recipient."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from urllib.parse import urlsplit

from nachtwacht.detect.normalise.draft import Draft, Unreadable, epoch, json_of
from nachtwacht.detect.normalise.estate import Estate
from nachtwacht.ingest.record import Record


def drafts(record: Record, estate: Estate) -> Iterable[Draft]:
    """An event for each recipient; it is about the host on which the recipient works, where that is known."""
    mail = json_of(record.body)
    recipients = _list(mail.get("rcpt_to"))
    if not recipients:
        raise Unreadable("a mail without recipients")
    urls = [str(url) for url in _list(mail.get("urls"))]
    fields = {
        "Sender": _address(mail.get("mail_from")),
        "HeaderFrom": mail.get("header_from"),
        "Subject": mail.get("subject"),
        "MessageId": mail.get("message_id"),
        "QueueId": mail.get("queue_id"),
        "Urls": urls,
        "UrlDomains": sorted({domain for url in urls if (domain := _domain(url))}),
        "HasLink": bool(urls),
        "Attachments": [_attachment(item) for item in _list(mail.get("attachments"))],
    }
    for recipient in recipients:
        address = _address(recipient)
        user = address.partition("@")[0].partition("+")[0].lower()
        yield Draft(
            product="postfix",
            service="mail",
            categories=("email",),
            fields=fields | {"Recipient": address, "User": user},
            asset=estate.desk_of(user),
            time=epoch(mail.get("time")),
        )


def _list(value: Any) -> list[Any]:
    if value is None:
        return []
    return value if isinstance(value, list) else [value]


def _address(text: Any) -> str:
    """A mail address without angle brackets."""
    return str(text or "").strip().strip("<>")


def _domain(url: str) -> str:
    try:
        return (urlsplit(url if "//" in url else f"//{url}").hostname or "").lower()
    except ValueError:
        return ""


def _attachment(item: Any) -> str:
    return str(item.get("name") or item.get("filename") or "") if isinstance(item, dict) else str(item)
