"""Makes a function of a rule's condition, which says whether an event satisfies it."""

from __future__ import annotations

from collections.abc import Callable

from nachtwacht.detect.sigma import rule as ours
from nachtwacht.detect.sigma.either import either
from nachtwacht.detect.sigma.match import ValueMatch, Values, value_match
from nachtwacht.detect.sigma.view import Text, View

Judge = Callable[[View], bool]


def judge(node: ours.Node, values: Values) -> Judge:
    """A function over an event's view. Raises UnknownPlaceholder when a value needs one that is not defined."""
    if isinstance(node, ours.Field):
        return _field(node, values)
    if isinstance(node, ours.Not):
        inner = judge(node.node, values)
        return lambda view: not inner(view)
    if isinstance(node, ours.Some):
        return _some(node, values)
    judges = tuple(judge(item, values) for item in node.nodes)
    if len(judges) == 1:
        return judges[0]

    def every(view: View) -> bool:
        for item in judges:  # noqa: SIM110  Half of the time of a rule goes into generators otherwise.
            if not item(view):
                return False
        return True

    return every


def _some(node: ours.Some, values: Values) -> Judge:
    """Patterns on the same field are tried together, everything else one by one."""
    together: dict[str, list[ours.Pattern]] = {}
    judges: list[Judge] = []
    for item in node.nodes:
        if isinstance(item, ours.Field) and item.name is not None and _plain(item.test):
            together.setdefault(item.name, []).extend(_patterns(item.test))
        else:
            judges.append(judge(item, values))
    judges[:0] = [_on(name, either(patterns, values)) for name, patterns in together.items()]
    if len(judges) == 1:
        return judges[0]

    def some(view: View) -> bool:
        for item in judges:  # noqa: SIM110  As above.
            if item(view):
                return True
        return False

    return some


def _plain(test: ours.Test) -> bool:
    if isinstance(test, ours.Choice):
        return all(_plain(item) for item in test.tests)
    return isinstance(test, ours.Pattern) and not test.cased


def _patterns(test: ours.Test) -> list[ours.Pattern]:
    if isinstance(test, ours.Choice):
        return [pattern for item in test.tests for pattern in _patterns(item)]
    return [test] if isinstance(test, ours.Pattern) else []


def _on(name: str, match: ValueMatch) -> Judge:
    def holds(view: View) -> bool:
        for text in view.texts(name):  # noqa: SIM110  As above.
            if match(text):
                return True
        return False

    return holds


def _field(node: ours.Field, values: Values) -> Judge:
    if node.name is None:
        return _keyword(node.test, values)
    name, test = node.name, node.test
    if isinstance(test, ours.Absent):
        return lambda view: not view.texts(name)
    if isinstance(test, ours.Exists):
        return lambda view: bool(view.texts(name)) is test.wanted
    if isinstance(test, ours.Reference):
        return lambda view: _refers(view.texts(name), view.texts(test.field), test)
    if isinstance(test, ours.Choice):
        return judge(ours.Some(tuple(ours.Field(name, item) for item in test.tests)), values)
    return _on(name, value_match(test, values))


def _keyword(test: ours.Test, values: Values) -> Judge:
    match = value_match(_anywhere(test), values)
    return lambda view: any(match(text) for text in view.every())


def _anywhere(test: ours.Test) -> ours.Test:
    """A keyword is looked for inside of a value, where a field's value has to match whole."""
    if isinstance(test, ours.Pattern):
        return ours.Pattern((ours.MANY, *test.parts, ours.MANY), test.cased)
    if isinstance(test, ours.Number):
        return ours.Pattern((ours.MANY, str(test.value), ours.MANY))
    if isinstance(test, ours.Choice):
        return ours.Choice(tuple(_anywhere(item) for item in test.tests))
    return test


def _refers(have: tuple[Text, ...], other: tuple[Text, ...], test: ours.Reference) -> bool:
    return any(_alike(left.low, right.low, test) for left in have for right in other)


def _alike(left: str, right: str, test: ours.Reference) -> bool:
    if test.start and test.end:
        return right in left
    if test.start:
        return left.startswith(right)
    if test.end:
        return left.endswith(right)
    return left == right
