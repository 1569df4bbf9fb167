"""The whole way on one screen: taken on, watched, attacked, answered, told, reported, taken back."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from msgspec import Struct

from nachtwacht import lab
from nachtwacht.demo import scenes
from nachtwacht.demo.diary import Diary
from nachtwacht.model.failure import Failure
from nachtwacht.model.progress import Progress
from nachtwacht.verify.ground import Ground


class Acts(Struct, frozen=True, kw_only=True):
    """The verbs that the demo calls, as the command line has them; each raises Failure when it does not end well."""

    check: Callable[[], None]
    plan: Callable[[], None]
    provision: Callable[[], None]
    again: Callable[[], None]
    verify: Callable[[], None]
    report: Callable[[], Path]
    retire: Callable[[], None]
    ground: Callable[[], Ground]
    tell: Progress


def walk(acts: Acts, diary: Diary, *, keep: bool) -> None:
    """Go the whole way; what was made is taken back unless ``keep``."""
    with diary.step("laboratory"):
        lab.up(acts.tell)
    try:
        _customer(acts, diary, keep=keep)
    finally:
        if not keep:
            with diary.step("laboratory down"):
                lab.down(acts.tell)


def _customer(acts: Acts, diary: Diary, *, keep: bool) -> None:
    for name in ("check", "plan", "provision", "again", "verify"):
        with diary.step(_NAMES.get(name, name)):
            getattr(acts, name)()
    ground = acts.ground()
    with diary.step("attack: phishing, blocked, undone"):
        diary.attacks.append(scenes.phishing(ground, acts.tell))
    with diary.step("attack: reverse shell, isolated, undone"):
        diary.attacks.append(scenes.reverse_shell(ground, acts.tell))
    with diary.step("the customer's story"):
        stories(acts.tell)
    with diary.step("report"):
        diary.report = str(acts.report())
    if not keep:
        with diary.step("retire"):
            acts.retire()


_NAMES = {"again": "provision again"}
MAILBOX = "/var/mail/a.molenaar"


def stories(tell: Progress) -> list[str]:
    """What lies in the customer's mailbox, read there; told as the customer reads it."""
    raw = lab.run("mail-01", ["cat", MAILBOX]).stdout
    letters = _letters(raw)
    if not letters:
        raise Failure("no story reached the customer", mend="nw incidents ID, and the mail server's log on mail-01")
    for letter in letters:
        tell(
            "customer",
            "reads in the mailbox:",
            "note",
            "\n" + "\n".join(f"            | {line}" for line in letter.split("\n")),
        )
    return letters


def _letters(raw: bytes) -> list[str]:
    import mailbox
    import tempfile
    from email import policy
    from email.parser import BytesParser

    with tempfile.NamedTemporaryFile() as file:
        file.write(raw)
        file.flush()
        box = mailbox.mbox(file.name, create=False)
        parsed = [BytesParser(policy=policy.default).parsebytes(one.as_bytes()) for one in box]
    texts = []
    for mail in parsed:
        body = mail.get_body(("plain",))
        texts.append(f"{mail['Subject']}\n\n{body.get_content().strip() if body else ''}")
    return texts
