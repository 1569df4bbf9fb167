"""Every artefact by its name."""

from __future__ import annotations

from collections.abc import Callable

from nachtwacht.model.failure import Failure
from nachtwacht.prepare import collector, engine, image, runtime
from nachtwacht.prepare.artefact import Artefact

_ALL: dict[str, Callable[[], Artefact]] = {
    "engine": engine.artefact,
    "collector": collector.artefact,
    "runtime": runtime.artefact,
    "image": image.artefact,
}
NAMES = tuple(_ALL)


def artefact(name: str) -> Artefact:
    """The artefact of that name, keyed by what it is made from now."""
    if name not in _ALL:
        raise Failure(f"there is no artefact {name!r}", mend=f"one of: {', '.join(_ALL)}", status=2)
    return _ALL[name]()
