"""The watch of the moment, and how it is replaced."""

from __future__ import annotations

from nachtwacht.detect.context import Config
from nachtwacht.model.failure import Failure
from nachtwacht.runtime.log import Log
from nachtwacht.runtime.watch import Watch, read_watch, stamp


class Holder:
    """Reads scope and packs; a reload that fails leaves the old watch in place."""

    def __init__(self, config: Config, log: Log) -> None:
        """Reads for the first time; a Failure then ends the start."""
        self._config, self._say = config, log.part("rules")
        self._watch = read_watch(config)
        self._tell()

    def current(self) -> Watch:
        """The watch as it was read last."""
        return self._watch

    def reload(self) -> None:
        """Read everything again."""
        try:
            self._watch = read_watch(self._config)
        except Failure as failure:
            self._say("error", f"{failure.what}; the watch goes on as before. fix: {failure.mend}")
            return
        self._tell()

    def changed(self) -> bool:
        """Whether a file is not as it was when it was read."""
        return stamp(self._config) != self._watch.stamp

    def _tell(self) -> None:
        names = ", ".join(sorted({binding.pack.name for binding in self._watch.rules.bindings})) or "nothing"
        self._say("info", f"watching for {names}")
        for fault in self._watch.faults:
            self._say("error", f"left out: {fault}")
