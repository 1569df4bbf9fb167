"""What a change means for the customer, in sentences."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from nachtwacht.model.content import Catalog
from nachtwacht.model.scope import Scope
from nachtwacht.plan.change import Change, Watched
from nachtwacht.plan.hours import STANDING, Moment
from nachtwacht.plan.rights import Right
from nachtwacht.plan.shifts import Shift
from nachtwacht.report.moments import day
from nachtwacht.report.words.difference import MOMENTS
from nachtwacht.report.words.response import PHRASES, action, hours


def coverage_sentence(watched: Watched, catalog: Catalog, *, gained: bool, language: str) -> str:
    """What is watched from now on, or no longer."""
    pack = catalog.packs.get(watched.use_case)
    title = pack.spec.title.of(language) if pack else watched.use_case
    phrase = PHRASES[language]["gained" if gained else "lost"]
    because = f" ({watched.because})" if watched.because and not gained else ""
    return phrase.format(title=title, asset=watched.asset) + because


def response_sentences(
    shifts: Iterable[Shift], scopes: tuple[Scope | None, Scope | None], language: str, *, may: str = ""
) -> list[str]:
    """What we may do from now on, or no longer; what is the same for several assets is said once, with their number.

    ``may`` is the sentence for a new right, with ``{what}``, ``{when}`` and ``{how}``.
    """
    together: dict[tuple[object, ...], dict[Moment, list[Shift]]] = {}
    for shift in shifts:
        alike = (shift.right.action, *(_aspects(one) for one in (shift.before, shift.after)))
        together.setdefault(alike, {}).setdefault(shift.moment, []).append(shift)
    return [
        _response(group, at, scopes, language, may) for moments in together.values() for at, group in _merged(moments)
    ]


def _merged(moments: dict[Moment, list[Shift]]) -> Iterator[tuple[list[Moment], list[Shift]]]:
    """Hours at which the same assets are meant are said in one sentence."""
    together: dict[tuple[str, ...], tuple[list[Moment], list[Shift]]] = {}
    for moment, group in moments.items():
        together.setdefault(tuple(shift.right.asset for shift in group), ([], group))[0].append(moment)
    yield from together.values()


def starts_sentence(change: Change, language: str) -> str:
    """How the day changes until which we only report; empty when it does not."""
    before, after = change.starts
    if before == after:
        return ""
    was, becomes = (day(one, language) if one else "" for one in (before, after))
    kind = "starts" if before and after else "starts now" if before else "starts later"
    return PHRASES[language][kind].format(before=was, after=becomes)


def _aspects(right: Right | None) -> tuple[object, ...]:
    if right is None:
        return ()
    return (*right.terms, right.if_no_answer if right.approval != "none" else "")


def _response(
    group: list[Shift], at: list[Moment], scopes: tuple[Scope | None, Scope | None], language: str, may: str
) -> str:
    phrases = PHRASES[language]
    before, after = group[0].before, group[0].after
    assets = tuple(dict.fromkeys(shift.right.asset for shift in group))
    when = _when(_apart(at, before, after), language)
    what = action(group[0].right.action, _counted(assets, scopes, language), language)
    if after is None:
        return phrases["no longer"].format(what=what, when=when)
    if before is None:
        return (may or phrases["may now"]).format(what=what, when=when, how=_how(after, language))
    changed = ", ".join(_changed(before, after, language)) or phrases["shared less"]
    return phrases["otherwise"].format(what=what, when=when, changed=changed)


def _apart(at: list[Moment], before: Right | None, after: Right | None) -> list[Moment]:
    """The hours, without those that others of them already say: what is gone is gone in all that were office hours."""
    standing = [moment for moment in at if moment in STANDING]
    sides = [index for index, one in enumerate((before, after)) if one is not None]
    said = {(index, moment[index]) for moment in standing for index in sides} if len(sides) == 1 else set()
    whole = len(standing) == len(STANDING)
    others = [moment for moment in at if moment not in STANDING]
    return standing + [one for one in others if not whole and not any((side, one[side]) in said for side in sides)]


def _when(at: list[Moment], language: str) -> str:
    """The hours in words; those that become other hours are named as such."""
    standing = [moment[1] for moment in at if moment in STANDING]
    words = [hours(standing, language)] if standing else []
    words += [MOMENTS[moment].of(language) for moment in at if moment in MOMENTS]
    return PHRASES[language]["and"].join(words)


def _counted(assets: tuple[str, ...], scopes: tuple[Scope | None, Scope | None], language: str) -> str:
    """``41 workstations`` or, of one or two, their names with what they are."""
    hosts = {name: host.kind for scope in scopes if scope for name in assets if (host := scope.host(name))}
    kinds = set(hosts.values())
    kind = kinds.pop() if len(kinds) == 1 else "asset"
    one, many = PHRASES[language][f"kind {kind}"].split("|")
    few = 2
    if len(assets) <= few:
        return f"{one if len(assets) == 1 else many} {' & '.join(assets)}"
    return f"{len(assets)} {many}"


def _how(right: Right, language: str) -> str:
    phrases = PHRASES[language]
    parts = [phrases[f"approval {right.approval}"], phrases["from"].format(phrases[right.from_severity])]
    if right.at_most:
        parts.append(_rate(right.at_most, language))
    if right.undo_after:
        parts.append(phrases["undone"].format(_duration(right.undo_after, language)))
    return ", ".join(parts)


def _changed(before: Right, after: Right, language: str) -> Iterator[str]:
    phrases = PHRASES[language]
    was = phrases["was"]
    if before.approval != after.approval:
        old, new = phrases[f"approval {before.approval}"], phrases[f"approval {after.approval}"]
        yield f"{new} ({was} {old})"
    if before.from_severity != after.from_severity:
        yield f"{phrases['from'].format(phrases[after.from_severity])} ({was} {phrases[before.from_severity]})"
    if before.at_most != after.at_most:
        yield f"{_rate(after.at_most, language)} ({was} {_rate(before.at_most, language)})"
    if before.undo_after != after.undo_after:
        old, new = (_duration(text, language) for text in (before.undo_after, after.undo_after))
        yield f"{phrases['undone'].format(new)} ({was} {old})"
    if before.if_no_answer != after.if_no_answer and after.approval != "none":
        yield phrases[f"silence {after.if_no_answer}"]
    if before.wait_minutes != after.wait_minutes and after.approval != "none" and after.wait_minutes:
        yield phrases["waiting"].format(after.wait_minutes)


def _rate(rate: str | None, language: str) -> str:
    if rate is None:
        return PHRASES[language]["no ceiling"]
    number, _, unit = rate.split(" ")
    return PHRASES[language][f"per {unit}"].format(number)


def _duration(duration: str | None, language: str) -> str:
    if duration is None:
        return PHRASES[language]["never"]
    one, many = PHRASES[language][f"unit {duration[-1]}"].split("|")
    return f"{duration[:-1]} {one if duration[:-1] == '1' else many}"
