"""Reads the packs folder of a runtime: what is wrong in one pack is said, and the others work."""

from __future__ import annotations

from pathlib import Path
from typing import TypeVar

import msgspec
import yaml

from nachtwacht.detect.sigma.fault import Fault
from nachtwacht.model.content import CanarySpec, Content, Pack, PackSpec

T = TypeVar("T", bound=Content)


def read_packs(folder: Path) -> tuple[dict[str, Pack], tuple[Fault, ...]]:
    """Packs by name, and what could not be read. File names in faults are relative to the folder."""
    packs: dict[str, Pack] = {}
    faults: list[Fault] = []
    for file in sorted(folder.glob("*/pack.yaml")):
        pack = read_pack(file.parent, faults)
        if pack is not None:
            packs[file.parent.name] = pack
    return packs, tuple(faults)


def read_pack(folder: Path, faults: list[Fault]) -> Pack | None:
    """One pack; None when ``pack.yaml`` or ``canary.yaml`` cannot be used, with the reason added to ``faults``."""
    spec = _read(folder / "pack.yaml", PackSpec, faults)
    canary = _read(folder / "canary.yaml", CanarySpec, faults)
    if spec is None or canary is None:
        return None
    return Pack(
        spec=spec,
        canary=canary,
        rules=_texts(folder, "*.yml", faults),
        cases=_texts(folder / "cases", "*.yaml", faults),
    )


def _texts(folder: Path, pattern: str, faults: list[Fault]) -> dict[str, str]:
    texts: dict[str, str] = {}
    for file in sorted(folder.glob(pattern)):
        try:
            texts[file.name] = file.read_text("utf-8")
        except (OSError, UnicodeDecodeError) as error:
            faults.append(
                Fault(file=_name(file), code="NW904", what=f"cannot be read: {error}", fix="save it as UTF-8 text")
            )
    return texts


def _read(file: Path, kind: type[T], faults: list[Fault]) -> T | None:
    try:
        return msgspec.convert(yaml.load(file.read_bytes(), yaml.CSafeLoader), kind)
    except (OSError, yaml.YAMLError, msgspec.ValidationError) as error:
        mark = getattr(error, "problem_mark", None)
        said = " ".join(str(getattr(error, "problem", None) or error).split())
        faults.append(
            Fault(
                file=_name(file),
                line=mark.line + 1 if mark else 1,
                column=mark.column + 1 if mark else 1,
                code="NW901",
                what=f"the pack cannot be used: {said}",
                fix="compare it with templates/detection_pack",
            )
        )
        return None


def _name(file: Path) -> str:
    return f"{file.parent.name}/{file.name}"
