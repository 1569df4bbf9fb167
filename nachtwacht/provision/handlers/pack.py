"""``nachtwacht:detection:Pack``: one use case's rules on the runtime's host."""

from __future__ import annotations

from nachtwacht.model.layout import CONFIG
from nachtwacht.provision.handlers.handler import Plain, Work


class Pack:
    """Inputs: ``host``, ``customer``, ``pack``, ``version``, ``files`` (name -> text). No result."""

    def create(self, work: Work, inputs: Plain) -> Plain:
        """Put the files; the runtime reads its packs anew by itself."""
        work.apply(inputs["host"], _name(inputs), _document(inputs))
        work.progress(inputs["host"], f"pack {inputs['pack']}", "changed", f"version {inputs['version']}")
        return {}

    def update(self, work: Work, old: Plain, result: Plain, inputs: Plain) -> Plain:
        """The same with other files; those that are no longer in the pack go."""
        return self.create(work, inputs)

    def read(self, work: Work, inputs: Plain, result: Plain) -> tuple[Plain, Plain] | None:
        """Compare every file."""
        answers = work.check(inputs["host"], {_name(inputs): _document(inputs)}) or []
        differences = [one for answer in answers for one in answer.differences]
        files = dict(inputs["files"])
        for one in differences:
            files[one.resource.rpartition("/")[2]] = f"{one.property}: {one.have}"
        return {**inputs, "files": files}, result

    def delete(self, work: Work, inputs: Plain, result: Plain) -> None:
        """Remove the files."""
        work.undo(inputs["host"], _name(inputs))
        work.progress(inputs["host"], f"pack {inputs['pack']}", "changed", "removed")

    def foretell(self, old: Plain, result: Plain, inputs: Plain) -> Plain | None:
        """There is none."""
        return {}


def _name(inputs: Plain) -> str:
    return f"pack-{inputs['pack']}@{inputs['host']}/files"


def _document(inputs: Plain) -> Plain:
    folder = f"{CONFIG}/{inputs['customer']}/packs/{inputs['pack']}"
    ours = {"owner": "root", "group": "root", "mode": "0644"}
    return {"files": [{"path": f"{folder}/{name}", "content": text, **ours} for name, text in inputs["files"].items()]}
