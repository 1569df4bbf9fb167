"""The two attacks with what the watch does about them, told as it happens."""

from __future__ import annotations

import time
from typing import Any

from nachtwacht.demo import attacks, probe
from nachtwacht.demo.diary import Attack
from nachtwacht.model.failure import Failure
from nachtwacht.model.progress import Progress
from nachtwacht.verify.ground import Ground

PATIENCE_SECONDS = 30.0
VICTIM, USER, DOMAIN = "ws-01", "j.bakker", "gouden-aar.example"
BYSTANDER = "fin-01"
"""Looks whether a blocked address is open again: the block is for all, and a look by the victim would be a new contact."""
NEIGHBOUR, NEIGHBOUR_PORT = "10.91.10.31", 22


def phishing(ground: Ground, tell: Progress) -> Attack:
    """A mail from abroad, the click, and the way abroad that closes and opens again."""
    what = "phishing"
    probe.until(BYSTANDER, attacks.ABROAD, 443, reached=True, seconds=PATIENCE_SECONDS)
    tell(what, "a mail with a link goes from abroad to a user", "start")
    attacks.mail_with_link(USER, DOMAIN)
    tell(what, "it lies in the mailbox; the user opens the link", "note")
    clicked = attacks.visit_link(VICTIM)
    cut = probe.until(VICTIM, attacks.ABROAD, 443, reached=False, seconds=PATIENCE_SECONDS)
    tell(what, f"{attacks.ABROAD} is blocked at the gateway", "ok", f"{cut - clicked:.1f} s after the click")
    return _undone(ground, tell, "phishing_then_foreign_traffic", (clicked, cut), (BYSTANDER, attacks.ABROAD, 443))


def reverse_shell(ground: Ground, tell: Progress) -> Attack:
    """A shell handed to a host abroad, and the workstation that is cut off and comes back."""
    what = "reverse shell"
    probe.until(VICTIM, NEIGHBOUR, NEIGHBOUR_PORT, reached=True, seconds=PATIENCE_SECONDS)
    tell(what, f"a shell of {VICTIM} is handed to a host abroad", "start")
    begun = attacks.reverse_shell(VICTIM)
    cut = probe.until(VICTIM, NEIGHBOUR, NEIGHBOUR_PORT, reached=False, seconds=PATIENCE_SECONDS)
    tell(what, f"{VICTIM} is isolated: its neighbours cannot be reached", "ok", f"{cut - begun:.1f} s after the start")
    said = ground.run(VICTIM, ["echo", "the SOC still gets in"]).strip()
    tell(what, said, "ok", "a new log-in over SSH")
    return _undone(ground, tell, "malware_execution", (begun, cut), (VICTIM, NEIGHBOUR, NEIGHBOUR_PORT))


def _undone(
    ground: Ground, tell: Progress, use_case: str, times: tuple[float, float], place: tuple[str, str, int]
) -> Attack:
    """Wait for the undo. ``times``: when the attack was emitted and when it was cut off; ``place``: from where what was cut off."""
    emitted, cut = times
    what = use_case.split("_", 1)[0]
    tell(what, "waiting for the undo at its time", "note")
    back = probe.until(*place, reached=True, seconds=120.0)
    tell(what, "undone", "ok", f"{back - cut:.1f} s after it began")
    incident = settled(ground, use_case, emitted)
    return Attack(
        use_case=use_case,
        emitted_at=emitted,
        finding_at=float(incident["opened"]),
        enforced_at=cut,
        undone_at=back,
    )


def settled(ground: Ground, use_case: str, since: float) -> dict[str, Any]:
    """The incident of that use case once its undo is verified and the customer was told of it."""
    give_up = time.monotonic() + 60
    while time.monotonic() < give_up:
        for incident in ground.runtime("incidents")["incidents"]:
            mine = incident["use_case"] == use_case and incident["opened"] >= since - 1 and not incident["canary"]
            if mine and _told_of_undo(incident):
                return dict(incident)
        time.sleep(0.5)
    raise Failure(
        f"the incident of {use_case} did not come to its end within a minute",
        mend="look at nw incidents, and at the runtime's journal on the runtime host",
    )


def _told_of_undo(incident: dict[str, Any]) -> bool:
    undone = any(request["state"] == "undone" for request in incident["requests"])
    return undone and any(story["number"] > 1 and story["state"] == "accepted" for story in incident["stories"])
