"""Texts to edit, in every way of writing that people use, and random edits of their data."""

from __future__ import annotations

import copy
import random
from pathlib import Path

ROOT = Path(__file__).parents[2]

ODD = """\
---
# In front of everything.
{version: 1, profile: office}
"""

MIXED = """\
# A file by many hands.
version: 1   # of the language


profile:   office
customer: {id: x,   name: 'It''s "us"', note: "tab\\there"}   # in single quotes
business:
    # Above the first key.
    countries: [
        NL,   # home
        BE,   # a supplier

        DE    # another
    ]
    # Between two keys.

    admin_hours: {from: '06:00',
                  to: "22:00"}   # on two lines
contacts:
# No deeper than its key.
- name: >
    A folded
    name
  phone: "+31 20"
  # Within an entry.
  wait_minutes: 10

# Apart from both.

# Touching the second.
- {name: 'B', phone: '+31', wait_minutes: 1}   # on one line
-   name: C # hash #2
    phone: x#y
    tags:
    - one
    -   two   # the second
    # After the last.
empty:      # nothing
list: []    # none
set: {}
deep:
  - - a
    - b   # inner
  - - c
last: |
  text
  # not a comment
# At the end."""


def texts() -> dict[str, str]:
    """Name -> text: every customer, every good example, and odd ones, each also with other line ends."""
    files = [*sorted((ROOT / "customers").glob("*/scope.yaml")), *sorted((ROOT / "tests/scopes/good").glob("*.yaml"))]
    found = {f"{file.parent.name}-{file.stem}": file.read_bytes().decode() for file in files}
    found |= {"odd": ODD, "mixed": MIXED}
    return found | {f"{name}-crlf": text.replace("\n", "\r\n").rstrip() for name, text in found.items()}


WORDS = (
    "plain", "two words", "", " lead", "trail ", "NO", "on", "12:30", "012", "1_000", "~", "null", "true", "3", "3.5",
    "- x", "a: b", "a #b", "#c", "it's", 'say "x"', "é 😀", "tab\t", "two\nlines", "\u2028", "\x85", "\ufeff", "[x]",
    "{y}", "a, b", "*z", "&z", "!z", "%z", "@z", "`z", "|", ">", "?", ":", "a:", "+31 20", "=", "<<", "0x1f", "---",
    "...", "2026-11-01", "<script>alert(1)</script>", "\u00a0", "\x00",
)  # fmt: skip


def changed(data: dict, chance: random.Random, times: int):
    """The data with random changes anywhere in it."""
    wanted = copy.deepcopy(data)
    for _ in range(times):
        _change(chance.choice(list(_holders(wanted))), chance)
    return wanted


def _holders(value):
    if isinstance(value, dict | list):
        yield value
        for part in value.values() if isinstance(value, dict) else value:
            yield from _holders(part)


def _change(holder, chance: random.Random) -> None:
    if isinstance(holder, dict):
        what = chance.choice(("put", "put", "take", "add"))
        if what == "add" or not holder:
            holder[chance.choice(("on", "severity", "new key", "zz", "a:b"))] = _value(chance)
        else:
            key = chance.choice(list(holder))
            holder.pop(key) if what == "take" and len(holder) > 1 else holder.update({key: _value(chance)})
        return
    what = chance.choice(("put", "take", "add", "swap", "empty"))
    if what == "add" or not holder:
        holder.insert(chance.randint(0, len(holder)), _value(chance))
    elif what == "take":
        holder.pop(chance.randrange(len(holder)))
    elif what == "swap":
        chance.shuffle(holder)
    elif what == "empty":
        holder.clear()
    else:
        holder[chance.randrange(len(holder))] = _value(chance)


def _value(chance: random.Random):
    word = chance.choice(WORDS)
    kinds = (
        word, word, word, chance.randint(-5, 1000), True, False, None, 2.5, [], {}, [word, "x"], {"a": word},
        {"name": word, "on": ["b"], "wait_minutes": 3, "reach": "always", "more": word},
        [{"use": word, "on": [word]}, {"use": "y"}], {"a": {"b": [word]}},
    )  # fmt: skip
    return copy.deepcopy(chance.choice(kinds))
