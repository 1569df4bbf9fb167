"""A customer as the verbs need it: folder, catalogue, plan, reach, and the keys that sign for it."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

from msgspec import Struct

from nachtwacht import pipeline
from nachtwacht.cli.workspace import accepted, customer_folder, lab, loaded_catalog, root, today
from nachtwacht.model.content import Catalog
from nachtwacht.model.coverage import CoveragePlan
from nachtwacht.model.finding import Rejected
from nachtwacht.model.progress import Progress
from nachtwacht.model.reach import Reach
from nachtwacht.model.watch import CanaryRegistration
from nachtwacht.provision.sites import Ground


class Opened(Struct, frozen=True, kw_only=True):
    """One customer, read and checked."""

    folder: Path
    catalog: Catalog
    plan: CoveragePlan
    reach: Reach
    root: Path

    @property
    def ground(self) -> Ground:
        """What the sites of this customer have in common."""
        return Ground(plan=self.plan, catalog=self.catalog, reach=self.reach, root=self.root)


def opened(identity: str) -> Opened:
    """The customer of that id; a Failure with every finding when its files are not right."""
    return opened_folder(customer_folder(identity))


def opened_folder(folder: Path) -> Opened:
    """The customer in that folder; a Failure with every finding when its files are not right."""
    catalog = loaded_catalog()
    plan, reach = accepted(pipeline.onboard(folder, catalog, lab(), today()), f"the scope of {folder.name}")
    return Opened(folder=folder, catalog=catalog, plan=plan, reach=reach, root=root())


def sound_content(customer: Opened) -> None:
    """A Failure with every finding when a rule or a runbook cannot be understood; before anything is touched."""
    found = pipeline.check_content(customer.catalog, customer.root)
    accepted(Rejected(found) if found else None, "the content")


def signer(folder: Path, progress: Progress) -> Callable[[CanaryRegistration], str]:
    """Signs canary registrations with the customer's key."""
    from nachtwacht.provision import canary_key, passphrase

    secret = passphrase.find(folder.name, os.environ, progress)
    secret = passphrase.find(folder.name, os.environ, progress)
    return lambda registration: canary_key.sign_canary(folder, registration, secret)
