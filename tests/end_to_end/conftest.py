"""One customer of the tests' own, taken on with the command line and left to the next test of this folder."""

from __future__ import annotations

import pytest
from customer_line import HOSTS, Line, files_of

from nachtwacht import catalog, lab
from nachtwacht.demo import workspace
from nachtwacht.model.progress import silent


@pytest.fixture(scope="module")
def nw(tmp_path_factory):
    lab.up(silent)
    for host in HOSTS:
        lab.reset(host, silent)
    base = tmp_path_factory.mktemp("customer")
    line = Line(base / "customers", base / "keys")
    workspace.lay(catalog.root() / "customers" / workspace.CUSTOMER, line.folder)
    return line


@pytest.fixture(scope="module")
def before(nw):
    """What was on every host before anything was provisioned."""
    return {host: files_of(host) for host in HOSTS}
