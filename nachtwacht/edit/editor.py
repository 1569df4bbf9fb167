"""One customer's file while it is being edited: opened, looked at, saved, and laid beside what somebody else did.

Every answer is a mapping that goes to the page as JSON. The page holds what was typed; here are only the texts that
were handed out, by their fingerprint, so that two edits of the same text can be laid together.
"""

from __future__ import annotations

import hashlib
import re
import threading
from typing import Any

import msgspec
from msgspec import Struct, field

from nachtwacht.document.parsing import Document, parse
from nachtwacht.document.place import Path
from nachtwacht.edit.choices import choices
from nachtwacht.edit.committed import committed
from nachtwacht.edit.fields import FIELDS, Draft, cleaned, drafted, field_of, intended, showable
from nachtwacht.edit.fixing import fixes
from nachtwacht.edit.looking import Ground, Look, Spot, look
from nachtwacht.edit.merging import Merge, Side, merged
from nachtwacht.edit.rewriting import Unwritable, rewritten
from nachtwacht.edit.storing import NAME, Stale, Stored, Unsaved, current, save, stored
from nachtwacht.edit.words import WORDS
from nachtwacht.edit.writing import same
from nachtwacht.model.finding import Rejected
from nachtwacht.report.difference import Meaning, meaning
from nachtwacht.report.explanation import explanation
from nachtwacht.scope.profiles import merge as over_profile

MOST_VERSIONS = 64
"""Texts that are kept; a page that was opened longer ago must be opened anew."""

Answer = dict[str, Any]


class Edit(Struct, forbid_unknown_fields=True):
    """What the page sends: from which text it began, and what its form holds now."""

    base: str
    draft: Draft
    origins: dict[str, list[int | None]] = field(default_factory=dict)
    choices: dict[str, Side] = field(default_factory=dict)
    consent: str = ""
    """Fingerprint of the meaning that was agreed to."""
    tab: str = ""
    anew: bool = False
    """Make the file again when it is gone."""


class Editor:
    """The one customer whose file can be written; safe from several threads."""

    def __init__(self, ground: Ground) -> None:
        self.ground = ground
        self.unsaved: dict[str, tuple[str, ...]] = {}
        """Tab -> fields that were changed there and not saved."""
        self._texts: dict[str, str] = {}
        self._looks: dict[str, Look] = {}
        self._lock = threading.RLock()

    def open(self) -> Answer:
        """The file as it is, with everything that the form needs."""
        found = stored(self.ground.folder)
        if isinstance(found, Rejected):
            return {"state": "broken", "findings": [_told(Spot(one, ())) for one in found.findings], **self._words()}
        seen = self._seen(found)
        if seen.data is None or isinstance(parse(found.text, ""), Rejected):
            return {"state": "broken", "findings": [_told(spot) for spot in seen.spots], **self._words()}
        draft = drafted(seen.data)
        return {
            "state": "open",
            "base": found.digest,
            "draft": draft,
            "hidden": [name for name, value in draft.items() if not showable(name, value)],
            "profile": self._profile(seen.data),
            "customer": _customer(seen.data, self.ground.folder.name),
            "choices": choices(seen.scope, self.ground.catalog, self.ground.language),
            **self._words(),
        }

    def state(self) -> Answer:
        """The fingerprint of what stands on disk now; empty when nothing does."""
        return {"digest": current(self.ground.folder)}

    def look(self, edit: Edit) -> Answer:
        """What would be saved: its findings, and what it means."""
        began = self._began(edit)
        if began is None:
            return {"state": "unknown"}
        changed = self._changed(began, edit)
        self.unsaved[edit.tab] = changed
        text = self._text(began, edit)
        if isinstance(text, Unwritable):
            return {"state": "unwritable", "why": text.why}
        seen = began if text == began.text else look(self.ground, text)
        mends = fixes(self.ground, seen)
        told = [_told(spot, mends.get(number)) for number, spot in enumerate(seen.spots)]
        return {"state": "seen", "changed": changed, "findings": told, **self._meant(began, seen), **self.state()}

    def save(self, edit: Edit) -> Answer:
        """Write it, when nothing speaks against it."""
        with self._lock:
            began = self._began(edit)
            if began is None:
                return {"state": "unknown"}
            now = current(self.ground.folder)
            if now != edit.base and not (edit.anew and not now):
                return {"state": "gone" if not now else "changed"}
            text = self._text(began, edit)
            if isinstance(text, Unwritable):
                return {"state": "unwritable", "why": text.why}
            return self._checked(began, text, edit, expected=now)

    def merge(self, edit: Edit) -> Answer:
        """What is on disk now laid together with what was typed."""
        found, began = stored(self.ground.folder), self._began(edit)
        if began is None:
            return {"state": "unknown"}
        if isinstance(found, Rejected):
            return {"state": "broken", "findings": [_told(Spot(one, ())) for one in found.findings]}
        theirs = self._seen(found)
        if theirs.data is None:
            return {"state": "broken", "findings": [_told(spot) for spot in theirs.spots]}
        base, other = drafted(began.data or {}), drafted(theirs.data)
        done = merged(base, edit.draft, other, origins=edit.origins, choices=edit.choices)
        elsewhere = _elsewhere(began.data or {}, theirs.data)
        sides = {
            "base_draft": base,
            "theirs_draft": other,
            "elsewhere": elsewhere,
            "profile": self._profile(theirs.data),
        }
        return {"state": "merged", "base": found.digest, **_merge(done), **sides}

    def leave(self, tab: str) -> None:
        """A page was closed; what was typed there is gone with it."""
        self.unsaved.pop(tab, None)

    def _checked(self, began: Look, text: str, edit: Edit, *, expected: str) -> Answer:
        seen = look(self.ground, text)
        standing = {_mark(spot) for spot in began.errors if not field_of(spot.path)}
        own = str(self.ground.folder / NAME)
        errors = [spot for spot in seen.errors if spot.finding.file == own and _mark(spot) not in standing]
        if errors:
            return {"state": "errors", "findings": [_told(spot) for spot in seen.spots]}
        document = parse(text, "")
        if not isinstance(document, Document) or seen.data is None or not same(document.data, seen.data):
            return {"state": "unwritable", "why": "what would be written does not read as what was meant"}
        change = self._change(began, seen)
        if change and change.needs_consent and edit.consent != _fingerprint(change):
            return {"state": "consent", **self._meant(began, seen)}
        done = save(self.ground.folder, text, expected)
        if isinstance(done, Stale):
            return {"state": "changed" if done.digest else "gone"}
        if isinstance(done, Unsaved):
            return {"state": "unsaved", "why": done.why}
        self.unsaved.pop(edit.tab, None)
        self._keep(done)
        return {"state": "saved", "base": done.digest, "draft": drafted(seen.data)}

    def _text(self, began: Look, edit: Edit) -> str | Unwritable:
        assert began.data is not None, "a text that was handed out could be read"
        wanted = intended(began.data, edit.draft)
        return rewritten(
            began.text, wanted, {FIELDS[name]: origin for name, origin in edit.origins.items() if name in FIELDS}
        )

    def _changed(self, began: Look, edit: Edit) -> tuple[str, ...]:
        was = drafted(began.data or {})
        return tuple(
            name
            for name in FIELDS
            if (name in was) != (name in edit.draft)
            or (name in was and not same(cleaned(edit.draft[name]), cleaned(was[name])))
        )

    def _meant(self, began: Look, seen: Look) -> Answer:
        """The meaning of the change, and of the whole; nothing while there are errors."""
        change = self._change(began, seen)
        answer: Answer = {"change": None, "against_head": None, "whole": None, "consent": ""}
        if change is not None:
            answer["change"] = _meaning(change)
            answer["consent"] = _fingerprint(change) if change.needs_consent else ""
        if seen.plan is not None and seen.scope is not None:
            ground = self.ground
            answer["whole"] = msgspec.to_builtins(
                explanation(seen.scope, ground.catalog, today=ground.today, language=ground.language)
            )
            head = self._head()
            if head is not None and head.plan is not None and head.text != began.text:
                answer["against_head"] = _meaning(self._difference(head, seen))
        return answer

    def _change(self, began: Look, seen: Look) -> Meaning | None:
        return self._difference(began, seen) if began.plan is not None and seen.plan is not None else None

    def _difference(self, before: Look, after: Look) -> Meaning:
        ground = self.ground
        return meaning(before.plan, after.plan, ground.catalog, ground.language, today=ground.today)

    def _head(self) -> Look | None:
        """The file as it was last committed, when it is under version control."""
        text = committed(self.ground.folder)
        return self._seen(Stored(text, hashlib.sha256(text.encode()).hexdigest())) if text is not None else None

    def _began(self, edit: Edit) -> Look | None:
        return self._looks.get(edit.base)

    def _seen(self, found: Stored) -> Look:
        if found.digest not in self._looks:
            self._keep(found)
        return self._looks[found.digest]

    def _keep(self, found: Stored) -> None:
        with self._lock:
            self._looks[found.digest] = look(self.ground, found.text)
            while len(self._looks) > MOST_VERSIONS:
                self._looks.pop(next(iter(self._looks)))

    def _profile(self, data: dict[str, Any]) -> Answer:
        """What holds for each field that is not in the file."""
        name = data.get("profile")
        values = self.ground.catalog.profiles.get(name, {}) if isinstance(name, str) else {}
        return {"name": name if isinstance(name, str) else "", "draft": drafted(over_profile(values, {}))}

    def _words(self) -> Answer:
        return {"words": WORDS[self.ground.language], "language": self.ground.language}


def _mark(spot: Spot) -> tuple[str, Path, str]:
    """By which an error is known again; numbers of lines in its sentence may have moved."""
    return spot.finding.code, spot.path, re.sub(r"[0-9]+", "", spot.finding.message)


def _told(spot: Spot, mended: Draft | None = None) -> Answer:
    found = spot.finding
    shown: Answer = {
        key: getattr(found, key) for key in ("code", "severity", "message", "fix", "line", "accepted", "about")
    }
    return {**shown, "file": found.file.rpartition("/")[2], "path": list(spot.path), "mended": mended}


def _merge(done: Merge) -> Answer:
    answer: Answer = msgspec.to_builtins(done)
    return answer


def _elsewhere(base: dict[str, Any], theirs: dict[str, Any]) -> list[str]:
    """What the other has changed outside of the form: the topmost keys."""
    rest = [intended(data, {}) for data in (base, theirs)]
    return [key for key in dict.fromkeys((*rest[0], *rest[1])) if not same(rest[0].get(key), rest[1].get(key))]


def _fingerprint(change: Meaning) -> str:
    return hashlib.sha256(msgspec.json.encode(change.chapters)).hexdigest()


def _meaning(change: Meaning) -> Answer:
    return {"chapters": msgspec.to_builtins(change.chapters), "nothing": change.nothing}


def _customer(data: dict[str, Any], identity: str) -> Answer:
    customer = data.get("customer")
    name = customer.get("name") if isinstance(customer, dict) else None
    return {"id": identity, "name": str(name or identity)}
