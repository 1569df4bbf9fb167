"""``nachtwacht:host:Module``: the steps of one module on one host."""

from __future__ import annotations

from nachtwacht.model.failure import Failure
from nachtwacht.provision import plays
from nachtwacht.provision.handlers.handler import Partial, Plain, Work
from nachtwacht.provision.keyed import drifted, unkeyed, whole


class Module:
    """Inputs: ``host``, ``module``, ``version``, ``order`` (names of steps), ``steps`` (name -> ``state`` or ``play``, ``undo``).

    Result: ``done``, the names of the steps that were brought, in order.
    """

    def create(self, work: Work, inputs: Plain) -> Plain:
        """Bring every step, in order."""
        return self.update(work, {}, {}, inputs)

    def update(self, work: Work, old: Plain, result: Plain, inputs: Plain) -> Plain:
        """Take back steps that are no longer there, then bring every step; each is idempotent."""
        host, done = inputs["host"], list(result.get("done", []))
        try:
            for name in [name for name in reversed(done) if name not in inputs["order"]]:
                _undo(work, old, name)
                done.remove(name)
            for names in _together(inputs["steps"], inputs["order"]):
                done = [*(one for one in done if one not in names), *names]
                _bring(work, inputs, names)
        except Failure as failure:
            work.progress(host, inputs["module"], "failed", failure.what)
            raise Partial({"done": done}, failure) from None
        return {"done": done}

    def read(self, work: Work, inputs: Plain, result: Plain) -> tuple[Plain, Plain] | None:
        """Compare every step of desired state with the host, property by property."""
        states = {name: inputs["steps"][name]["state"] for name in inputs["order"] if "state" in inputs["steps"][name]}
        documents = {_name(inputs, name): unkeyed(state) for name, state in states.items()}
        answers = work.check(inputs["host"], documents)
        steps = dict(inputs["steps"])
        for name, answer in zip(states, answers or [], strict=False):
            seen = drifted(states[name], answer.differences)
            gone = {"gone": list(answer.gone)} if answer.gone else {}
            unknown = {} if answer.known else {"record": "missing"}
            steps[name] = {**steps[name], "state": {**seen, **gone, **unknown}}
        return {**inputs, "steps": steps}, result

    def delete(self, work: Work, inputs: Plain, result: Plain) -> None:
        """The undos, in reverse."""
        host, steps = inputs["host"], inputs["steps"]
        work.progress(host, inputs["module"], "start", "taking it back")
        done = list(result.get("done") or inputs["order"])
        for names in reversed(_together(steps, [name for name in done if name in steps])):
            if "state" in steps[names[0]]:
                work.undo(host, *(_name(inputs, name) for name in reversed(names)))
            else:
                _undo(work, inputs, names[0])
        work.progress(inputs["host"], inputs["module"], "changed", "removed")

    def foretell(self, old: Plain, result: Plain, inputs: Plain) -> Plain | None:
        """Every step will have been brought."""
        return {"done": list(inputs["order"])}


def _name(inputs: Plain, step: str) -> str:
    return f"{inputs['module']}@{inputs['host']}/{step}"


def _together(steps: Plain, order: list[str]) -> list[list[str]]:
    """The steps in order; neighbouring states go to the host in one run, a play goes by itself."""
    groups: list[list[str]] = []
    for name in order:
        before = groups[-1][-1] if groups else ""
        joins = before and all("state" in steps[one] for one in (before, name))
        if joins:
            groups[-1].append(name)
        else:
            groups.append([name])
    return groups


def _bring(work: Work, inputs: Plain, names: list[str]) -> None:
    host, steps = inputs["host"], inputs["steps"]
    labels = {name: f"{inputs['module']}/{name}" for name in names}
    work.progress(host, labels[names[0]], "start")
    if "play" in steps[names[0]]:
        changed = plays.play(work, inputs["module"], host, whole(steps[names[0]]["play"]))
        work.progress(host, labels[names[0]], "changed" if changed else "ok")
        return
    documents = {_name(inputs, name): unkeyed(steps[name]["state"]) for name in names}
    for name, answer in zip(names, work.apply_all(host, documents), strict=True):
        work.progress(host, labels[name], "changed" if answer.changed else "ok")


def _undo(work: Work, inputs: Plain, name: str) -> None:
    """A state's undo is recorded on its host; a play names its own."""
    step = inputs.get("steps", {}).get(name, {"state": {}})
    work.progress(inputs["host"], f"{inputs['module']}/{name}", "start", "taking it back")
    if "state" in step:
        work.undo(inputs["host"], _name(inputs, name))
    elif "undo" in step:
        plays.play(work, inputs["module"], inputs["host"], whole(step["undo"]))
