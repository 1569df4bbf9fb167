"""Hands a letter in at a mail server (RFC 5321): bounded in time, encrypted when the server offers it."""

from __future__ import annotations

import contextlib
import ssl
from email.message import EmailMessage
from email.utils import format_datetime, localtime
from typing import TYPE_CHECKING, Protocol

from nachtwacht.respond.mailbox import Letter
from nachtwacht.respond.settings import Mail

if TYPE_CHECKING:
    import smtplib

SECONDS = 15.0
"""For each answer of the mail server."""


class CannotPost(Exception):
    """The mail server did not take the letter. ``final``: it never will, as it said with a 5xx answer."""

    def __init__(self, why: str, *, final: bool = False) -> None:
        super().__init__(why)
        self.final = final


class Post(Protocol):
    """Where letters go."""

    def __call__(self, letter: Letter) -> str:
        """Hand it in; a note on how it went (with or without encryption). Raises CannotPost."""


class MailServer:
    """A real mail server, over SMTP."""

    def __init__(self, mail: Mail, *, seconds: float = SECONDS) -> None:
        self._mail = mail
        self._seconds = seconds

    def __call__(self, letter: Letter) -> str:
        """Hand the letter in."""
        import smtplib

        host = self._mail.host
        try:
            return self._hand_in(letter)
        except smtplib.SMTPRecipientsRefused as refused:
            code, words = refused.recipients[letter.recipient]
            raise CannotPost(f"{host} refuses {letter.recipient}: {code} {words!r}", final=_final(code)) from refused
        except smtplib.SMTPResponseException as said:
            why = f"{host} answered {said.smtp_code} {said.smtp_error!r}"
            raise CannotPost(why, final=_final(said.smtp_code)) from said
        except (smtplib.SMTPException, OSError) as broken:
            raise CannotPost(f"{host} port {self._mail.port}: {broken or type(broken).__name__}") from broken

    def _hand_in(self, letter: Letter) -> str:
        import smtplib

        mail = self._mail
        server = smtplib.SMTP(mail.host, mail.port, timeout=self._seconds)
        try:
            server.ehlo()
            note = self._encrypt(server)
            server.send_message(envelope(letter, mail), from_addr=mail.sender, to_addrs=[letter.recipient])
            # It is accepted now; how the good-bye goes changes nothing about that.
            with contextlib.suppress(smtplib.SMTPException, OSError):
                server.quit()
            return note
        finally:
            server.close()

    def _encrypt(self, server: smtplib.SMTP) -> str:
        """STARTTLS (RFC 3207). With ``ca_file`` the server must prove itself; without, encryption is opportunistic.

        Opportunistic (RFC 7435) is what mail servers do among themselves: better than clear text, and no proof of
        who is at the other end.
        """
        if self._mail.ca_file:
            server.starttls(context=ssl.create_default_context(cafile=self._mail.ca_file))
            server.ehlo()
            return "encrypted, server proven"
        if not server.has_extn("starttls"):
            return "in clear: the server offers no STARTTLS"
        server.starttls(context=_opportunistic())
        server.ehlo()
        return "encrypted, server not proven"


def envelope(letter: Letter, mail: Mail) -> EmailMessage:
    """The letter as a mail: plain text with an HTML alternative, threaded on the one before it."""
    message = EmailMessage()
    message["From"] = mail.sender
    message["To"] = letter.recipient
    message["Subject"] = letter.subject
    message["Date"] = format_datetime(localtime())
    message["Message-ID"] = letter.message
    if letter.follows:
        message["In-Reply-To"] = letter.follows
        message["References"] = letter.follows
    # RFC 3834: no out-of-office reply is wanted, and none should start a loop.
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(letter.text)
    if letter.html:
        message.add_alternative(letter.html, subtype="html")
    return message


def _opportunistic() -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    return context


def _final(code: int) -> bool:
    """5xx is for good, 4xx for now (RFC 5321 section 4.2.1)."""
    return code // 100 == 5  # noqa: PLR2004 - the reply code's own meaning
