"""Machines, networks and accounts as people speak of them: by name when few, by group and number when many."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from msgspec import Struct

from nachtwacht.model.content import Words
from nachtwacht.report.explanation.told import Told, spaced
from nachtwacht.report.words.explanation import ANYTHING, KINDS

FEW = 3
"""So many of one kind are named one by one."""
OURS = ("sensor", "runtime")
"""Kinds of host that are ours, and not the customer's."""

_OF_GROUP = Words(en="{count} in the group “{group}”", nl="{count} van de groep “{group}”")
_ALL = Words(en="all {count}", nl="alle {count}")


class _Like(Struct, frozen=True):
    """What makes things be counted together."""

    kind: str
    group: str


def things(told: Told, names: Iterable[str]) -> str:
    """Things by their names, with what they are: ``werkplekken ws-01 en ws-02, en server fin-01``.

    More than three of one kind and group are counted, when they are the whole group or all of that kind; of less
    than the whole each is named, so that nobody has to guess which.
    """
    together: dict[_Like, list[str]] = {}
    for name in dict.fromkeys(names):
        together.setdefault(_like(told, name), []).append(name)
    chunks = [_together(told, like, members) for like, members in _by_kind(together)]
    if len(chunks) > 1 and any(" " in chunk.replace(" ", "", 1) for chunk in chunks):
        # Names within a part are joined by the same word, so the parts get a comma to be told apart.
        return f"{', '.join(chunks[:-1])}, {told.listed(['', chunks[-1]]).strip()}"
    return told.listed(chunks)


def noun(kind: str) -> Words:
    """One and several of a kind."""
    return KINDS.get(kind, ANYTHING)


def named(told: Told, kind: str, names: Sequence[str]) -> str:
    """``werkplek ws-01``, ``werkplekken ws-01 en ws-02``."""
    one, several = noun(kind).of(told.language).split("|")
    return f"{one if len(names) == 1 else several} {told.listed(names)}"


def _like(told: Told, name: str) -> _Like:
    host = told.sight.hosts.get(name)
    return _Like(told.sight.kinds.get(name, ""), (host.group or "") if host else "")


def _by_kind(together: dict[_Like, list[str]]) -> list[tuple[_Like, list[str]]]:
    """What is few of each group, but of the same kind, is said in one go."""
    few: dict[str, list[str]] = {}
    said: list[tuple[_Like, list[str]]] = []
    for like, members in together.items():
        if len(members) > FEW:
            said.append((like, members))
        elif like.kind in few:
            few[like.kind].extend(members)
        else:
            few[like.kind] = list(members)
            said.append((_Like(like.kind, ""), few[like.kind]))
    return said


def _together(told: Told, like: _Like, members: list[str]) -> str:
    kinds, hosts = told.sight.kinds, told.sight.hosts
    if len(members) <= FEW:
        return named(told, like.kind, members)
    count = told.count(len(members), noun(like.kind))
    chosen = set(members)
    if (
        like.group
        and {name for name, host in hosts.items() if host.group == like.group and host.kind == like.kind} == chosen
    ):
        return told.say(_OF_GROUP, count=count, group=spaced(like.group))
    if {name for name, kind in kinds.items() if kind == like.kind} == chosen:
        return told.say(_ALL, count=count)
    return named(told, like.kind, members)
