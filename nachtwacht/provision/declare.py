"""The engine's program: declares the wanted resources, and nothing else."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pulumi

from nachtwacht.provision.wanted import Ref, Wanted


class Thing(pulumi.CustomResource):
    """Any resource of ours; what only the doing can know is in ``result``."""

    result: pulumi.Output[dict[str, Any]]

    def __init__(self, kind: str, name: str, inputs: dict[str, Any], options: pulumi.ResourceOptions) -> None:
        super().__init__(kind, name, {**inputs, "result": None}, options)


def program(resources: tuple[Wanted, ...]) -> Callable[[], None]:
    """A program that declares these resources; they come in an order in which each can name its predecessors."""

    def declare() -> None:
        made: dict[str, Thing] = {}
        for one in resources:
            refs = {name: _value(made[ref.resource], ref) for name, ref in one.refs.items()}
            before = [made[name] for name in one.after if name in made]
            made[one.name] = Thing(
                one.type, one.name, {**one.inputs, **refs}, pulumi.ResourceOptions(depends_on=before)
            )

    return declare


def _value(thing: Thing, ref: Ref) -> pulumi.Output[Any]:
    def pick(result: dict[str, Any]) -> Any:
        value: Any = result
        for part in ref.path:
            value = value[part]
        return value

    return thing.result.apply(pick)
