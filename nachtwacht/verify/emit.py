"""Carries out the moves of a canary at their true sources."""

from __future__ import annotations

import json
from collections.abc import Mapping

from nachtwacht.model.content import CanarySpec, Emit
from nachtwacht.model.failure import Failure
from nachtwacht.verify.fill import fill
from nachtwacht.verify.ground import Ground
from nachtwacht.verify.tokens import LoginKey

MINUTES_OF_A_LOGIN = 5
SECONDS_FOR_A_MAIL = 20

# Sends one mail from where it runs. What it sends comes as JSON on standard input, never in the program's text.
_SEND = """
import json, smtplib, sys, email.message, email.utils
order = json.load(sys.stdin)
mail = email.message.EmailMessage()
mail["From"], mail["To"], mail["Subject"] = order["from"], order["to"], order["subject"]
mail["Date"], mail["Message-ID"] = email.utils.localtime().strftime("%a, %d %b %Y %H:%M:%S %z"), order["id"]
mail.set_content(order["body"])
with smtplib.SMTP(order["server"], 25, timeout=20) as server:
    server.send_message(mail, to_addrs=[order["to"]])
print("accepted")
"""


def send_mail(ground: Ground, host: str, order: Mapping[str, str]) -> None:
    """Send a mail from a host; ``order``: from, to, subject, body, id, server. A refused mail is a Failure."""
    answer = ground.run(host, ["python3", "-c", _SEND], json.dumps(dict(order)))
    if "accepted" not in answer:
        raise Failure(
            f"{host}: the mail to {order['to']} was not accepted by {order['server']}: {answer.strip()[-300:]}",
            mend="look at the mail server's log and at the way from there to port 25",
        )


def emit(spec: CanarySpec, asset: str, values: Mapping[str, str], ground: Ground, key: LoginKey | None) -> None:
    """All moves of a canary in order; a mail has to reach the runtime before the next move begins."""
    for move in spec.emits:
        _MOVES[move.how](move, asset, values, ground, key)


def _command(move: Emit, asset: str, values: Mapping[str, str], ground: Ground, _: LoginKey | None) -> None:
    ground.run(asset, [fill(word, values, "canary.yaml") for word in move.argv])


def _mail(move: Emit, _asset: str, values: Mapping[str, str], ground: Ground, _: LoginKey | None) -> None:
    token = values["token"]
    order = {
        "from": f"watch@{token}.example",
        "to": fill(move.user, values, "canary.yaml"),
        "subject": fill(move.subject, values, "canary.yaml"),
        "body": fill(move.body, values, "canary.yaml"),
        "id": f"<{token}@canary.example>",
        "server": values["mail_entry"],
    }
    send_mail(ground, values["abroad"], order)
    ground.runtime("hops", token, "--wait", str(SECONDS_FOR_A_MAIL), "--until", "parsed")


def _login(move: Emit, asset: str, values: Mapping[str, str], ground: Ground, key: LoginKey | None) -> None:
    if key is None:
        raise Failure("a log-in was asked for without a key", mend="report this: it is a mistake in nachtwacht")
    ground.login(asset, fill(move.user, values, "canary.yaml"), key, MINUTES_OF_A_LOGIN)


_MOVES = {"command": _command, "mail": _mail, "ssh_login": _login}
