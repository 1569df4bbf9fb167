"""The mend of a finding as a change of the draft, for a button; only where trying it shows that it helps."""

from __future__ import annotations

import copy
from typing import Any

import yaml

from nachtwacht.document.parsing import Document, parse
from nachtwacht.document.place import Path
from nachtwacht.edit.fields import Draft, drafted, field_of
from nachtwacht.edit.looking import Ground, Look, Spot, look
from nachtwacht.edit.rewriting import rewritten
from nachtwacht.edit.tree import plain, tree
from nachtwacht.edit.writing import same

MOST = 8
"""So many mends are tried out at one look."""


def fixes(ground: Ground, seen: Look) -> dict[int, Draft]:
    """Number of a finding -> the values of fields after its mend; without those whose mend would not help."""
    found: dict[int, Draft] = {}
    for number, spot in enumerate(seen.spots):
        if spot.finding.fix and not spot.finding.accepted and field_of(spot.path) and len(found) < MOST:
            changed = _changed(ground, seen, spot)
            if changed is not None:
                found[number] = changed
    return found


def _changed(ground: Ground, seen: Look, spot: Spot) -> Draft | None:
    if seen.data is None:
        return None
    for wanted in (_by_key(seen.data, spot), _by_mend(seen, spot), _by_removal(seen.data, spot)):
        if wanted is None or same(wanted, seen.data):
            continue
        text = rewritten(seen.text, wanted)
        if isinstance(text, str) and _helps(seen, look(ground, text)):
            before, after = drafted(seen.data), drafted(wanted)
            return {name: value for name, value in after.items() if name not in before or not same(before[name], value)}
    return None


def _helps(before: Look, after: Look) -> bool:
    """The finding is gone, and nothing else has come."""
    return len(after.errors) <= len(before.errors) and len(after.spots) < len(before.spots)


def _by_key(data: dict[str, Any], spot: Spot) -> dict[str, Any] | None:
    """A mend such as ``undo_after: 4h``: keys for the entry that the finding is about."""
    if ": " not in spot.finding.fix or spot.finding.fix.startswith(('"', "[", "- ")):
        return None
    try:
        keys = plain(tree("{" + spot.finding.fix + "}"))
    except (ValueError, yaml.YAMLError):
        return None
    if not isinstance(keys, dict) or any(value in (None, "…") for value in keys.values()):
        return None
    wanted = copy.deepcopy(data)
    holder = _inner(wanted, spot.path)
    if holder is None:
        return None
    holder.update(keys)
    return wanted


def _by_mend(seen: Look, spot: Spot) -> dict[str, Any] | None:
    """A mend that is a value, followed in the way in which ``check`` itself follows it."""
    from nachtwacht.document.mending import mended

    document = parse(seen.text, spot.finding.file)
    return mended(document, (spot.finding,)).data if isinstance(document, Document) else None


def _by_removal(data: dict[str, Any], spot: Spot) -> dict[str, Any] | None:
    """A mend that says to remove the entry."""
    if not spot.finding.fix.startswith("remove") or len(spot.path) < 2:  # noqa: PLR2004  A list and a number in it.
        return None
    wanted = copy.deepcopy(data)
    entries, index = wanted.get(str(spot.path[0])), spot.path[1]
    if not isinstance(entries, list) or not isinstance(index, int):
        return None
    del entries[index]
    return wanted


def _inner(data: Any, path: Path) -> dict[str, Any] | None:
    """The set of keys that a path leads to, or the nearest one around it; None when that is the whole file."""
    holders = [data]
    for step in path:
        data = data[step]
        holders.append(data)
    return next((holder for holder in reversed(holders[1:]) if isinstance(holder, dict)), None)
