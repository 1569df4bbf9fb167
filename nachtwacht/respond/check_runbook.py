"""What is wrong with a runbook before an incident needs it: unknown actions, entities that no pack has, broken words."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from nachtwacht.model.content import PackSpec, Runbook, RunbookStep, Words
from nachtwacht.model.finding import ScopeFinding
from nachtwacht.model.scope import Host

GIVEN = frozenset({"country", "customer"})
"""Names that every text may use beside the pack's entities: a country's name for its code, and the customer's name."""


def check_runbook(
    runbook: Runbook, packs: Mapping[str, PackSpec], actions: Collection[str], text: str = ""
) -> tuple[ScopeFinding, ...]:
    """Every mistake, with the line in the runbook's ``text`` when that is given. ``packs`` may hold more than its own."""
    own = {name: pack for name, pack in packs.items() if pack.runbook == runbook.name}
    found = [
        *_bad_acts(runbook, own, actions),
        *_bad_words(runbook, own),
        *_bad_names(runbook),
    ]
    return tuple(
        ScopeFinding(
            file=f"runbooks/{runbook.name}.yaml",
            line=_line(text, needle),
            column=1,
            code=code,
            message=message,
            fix=fix,
        )
        for code, needle, message, fix in found
    )


_Found = tuple[str, str, str, str]
"""Code, a word on the line, message, fix."""


def _bad_acts(runbook: Runbook, own: Mapping[str, PackSpec], actions: Collection[str]) -> Iterator[_Found]:
    for step in runbook.steps:
        if step.kind != "act":
            continue
        if step.action not in actions:
            known = ", ".join(sorted(actions))
            yield (
                "NW903",
                step.action,
                f"step '{step.id}' names the action '{step.action}', which nothing can carry out",
                known,
            )
        for key, reference in (("on", step.on), ("target", step.target)):
            yield from _bad_reference(step, key, reference, own)


def _bad_reference(step: RunbookStep, key: str, reference: str, own: Mapping[str, PackSpec]) -> Iterator[_Found]:
    how, _, name = reference.partition(":")
    if how == "kind" and key == "on" and name:
        if name not in _kinds():
            yield "NW907", reference, f"step '{step.id}': there is no kind of host '{name}'", ", ".join(_kinds())
        return
    if how != "entity" or not name:
        allowed = "entity:NAME or kind:NAME" if key == "on" else "entity:NAME"
        yield "NW905", f"{key}:", f"step '{step.id}': '{key}' is '{reference}', and has to be {allowed}", allowed
        return
    for pack in own.values():
        if name not in pack.entities:
            fix = ", ".join(f"entity:{entity}" for entity in sorted(pack.entities))
            yield (
                "NW907",
                reference,
                f"step '{step.id}': '{key}' wants the entity '{name}', which pack {pack.name} has not",
                fix,
            )


def _bad_words(runbook: Runbook, own: Mapping[str, PackSpec]) -> Iterator[_Found]:
    """Words that cannot be rendered, or that use a name which no finding of the pack can have."""
    import jinja2
    import jinja2.meta

    language = jinja2.Environment(autoescape=False)  # noqa: S701 - only parsed here, never rendered
    for where, words in _all_words(runbook):
        for tongue, sentence in (("nl", words.nl), ("en", words.en)):
            try:
                used = jinja2.meta.find_undeclared_variables(language.parse(sentence))
            except jinja2.TemplateSyntaxError as error:
                yield "NW908", where, f"{where} ({tongue}) is no text that can be filled in: {error.message}", ""
                continue
            for pack in own.values():
                for name in sorted(used - GIVEN - set(pack.entities)):
                    message = f"{where} ({tongue}) uses '{name}', which is no entity of pack {pack.name}"
                    yield "NW907", name, message, ", ".join(sorted(pack.entities))


def _bad_names(runbook: Runbook) -> Iterator[_Found]:
    seen: set[str] = set()
    for step in runbook.steps:
        if step.id in seen:
            yield "NW905", f"id: {step.id}", f"two steps are called '{step.id}'", "give each step its own id"
        seen.add(step.id)


def _all_words(runbook: Runbook) -> Iterator[tuple[str, Words]]:
    for name in ("title", "happened", "how_known", "advice"):
        yield name, getattr(runbook, name)
    for step in runbook.steps:
        yield f"step '{step.id}'", step.words


def _kinds() -> tuple[str, ...]:
    from typing import get_args, get_type_hints

    return get_args(get_type_hints(Host)["kind"])


def _line(text: str, needle: str) -> int:
    """The first line that holds the word, 1 when none does."""
    return next((number for number, line in enumerate(text.splitlines(), 1) if needle and needle in line), 1)
