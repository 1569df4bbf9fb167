"""All that provisioning needs beside the plan: folders, keys, prepared artefacts."""

from __future__ import annotations

import fcntl
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from msgspec import Struct

from nachtwacht.model.content import Catalog
from nachtwacht.model.coverage import CoveragePlan
from nachtwacht.model.failure import Failure
from nachtwacht.model.progress import Progress
from nachtwacht.model.reach import Reach
from nachtwacht.prepare import prepare
from nachtwacht.provision import blobs, canary_key, passphrase
from nachtwacht.provision.handlers.handler import Work
from nachtwacht.provision.hosts import Hosts
from nachtwacht.provision.passphrase import Passphrase
from nachtwacht.provision.sites import Ground
from nachtwacht.provision.stack import Stack

_ARTEFACTS = ("collector", "runtime")


class Workplace(Struct, frozen=True, kw_only=True):
    """One customer's, for one verb."""

    customer: str
    folder: Path
    """``customers/<id>``."""
    root: Path
    catalog: Catalog
    reach: Reach
    passphrase: Passphrase
    engine: Path
    artefacts: dict[str, Path]
    progress: Progress

    @property
    def state(self) -> Path:
        """``customers/<id>/state``."""
        return self.folder / "state"

    @property
    def authority(self) -> Path:
        """Where the customer's sealed keys lie."""
        return canary_key.authority_folder(self.folder)

    def ground(self, plan: CoveragePlan, digests: dict[str, str]) -> Ground:
        """The plan with what its sites have in common; ``digests`` are the artefacts' sha256 by name."""
        public = canary_key.public_key(self.authority, self.passphrase)
        return Ground(
            plan=plan, catalog=self.catalog, reach=self.reach, root=self.root, blobs=digests, canary_public_key=public
        )

    def digests(self) -> dict[str, str]:
        """Artefact -> sha256."""
        return {name: blobs.sha256(path) for name, path in self.artefacts.items()}

    def stack(self) -> Stack:
        """The customer's stack; a lock that a dead process has left is freed."""
        files = {digest: self.artefacts[name] for name, digest in self.digests().items()}

        def hands() -> Work:
            return Work(
                customer=self.customer, folder=self.state, modules=self.root / "modules", reach=self.reach,
                hosts=Hosts(self.reach), store=blobs.Store(self.reach, files, self.progress),
                passphrase=self.passphrase, progress=self.progress,
            )  # fmt: skip

        return Stack(hands, self.customer, self.state, self.engine, self.passphrase.reveal())

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Only one verb at a time works on a customer; the lock ends with its process, however that ends."""
        self.state.mkdir(mode=0o700, parents=True, exist_ok=True)
        with (self.state / "lock").open("w") as handle:
            try:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                raise Failure(
                    f"another run is at work on {self.customer}",
                    mend="wait for it to end, then run the same command again",
                ) from None
            yield


def open_workplace(  # noqa: PLR0917  # named at the call
    folder: Path, root: Path, catalog: Catalog, reach: Reach, environment: Mapping[str, str], progress: Progress
) -> Workplace:
    """Prepare what takes long, find or make the passphrase; ``folder`` is ``customers/<id>``."""
    prepared = prepare(["engine", *_ARTEFACTS], progress)
    return Workplace(
        customer=folder.name,
        folder=folder,
        root=root,
        catalog=catalog,
        reach=reach,
        passphrase=passphrase.find(folder.name, environment, progress),
        engine=prepared["engine"],
        artefacts={name: prepared[name] for name in _ARTEFACTS},
        progress=progress,
    )
