"""What is detected, and where."""

from typing import Annotated

from msgspec import field

from nachtwacht.model.scope.choices import Severity
from nachtwacht.model.scope.forms import NAMES, Name
from nachtwacht.model.scope.part import Model, key


class UseCase(Model, frozen=True, kw_only=True):
    """One thing that we look for, on some assets."""

    use: Annotated[
        Name, key("What we look for: one of the detection packs.", "malware_execution", "folder of detection_packs/")
    ]
    on: Annotated[tuple[Name, ...], key("Where we look for it.", ["workstations"], NAMES)]
    severity: Annotated[
        Severity | None, key("How severe it is for this customer, instead of what the pack says.", "high")
    ] = None
    settings: Annotated[
        dict[str, int | float | str | bool | tuple[str, ...]],
        key("Limits of the pack that are other for this customer.", {"window": "30m"}, "settings of the pack"),
    ] = field(name="with", default_factory=dict)
