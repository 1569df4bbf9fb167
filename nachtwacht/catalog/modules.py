"""``modules/<kind>/module.yaml`` into a ModuleSpec."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nachtwacht.catalog.content import misnamed, read_content
from nachtwacht.document.place import Place, finding
from nachtwacht.model.content import ModuleSpec
from nachtwacht.model.finding import Rejected

if TYPE_CHECKING:
    from pathlib import Path


def read_module(folder: Path) -> ModuleSpec | Rejected:
    """The module in a folder; its settings must be a JSON Schema of type object."""
    file = folder / "module.yaml"
    spec = read_content(file, ModuleSpec)
    if isinstance(spec, Rejected):
        return spec
    findings = misnamed(file, "module", spec.kind, folder.name)
    if spec.settings and (
        spec.settings.get("type") != "object" or not isinstance(spec.settings.get("properties"), dict)
    ):
        message = "'settings' must be a JSON Schema of type object with properties"
        findings += (finding("NW906", Place(str(file)), message, "settings: {type: object, properties: {…}}"),)
    for ship in spec.ships:
        if ship.source not in spec.supplies:
            message = f"it ships '{ship.source}', which is not among what it supplies"
            findings += (finding("NW903", Place(str(file)), message, f"supplies: [{ship.source}]"),)
    return Rejected(findings) if findings else spec
