"""The laboratory, and a customer of the tests' own on it."""

import pytest
from taken_on import HOSTS, Customer

from nachtwacht.model.progress import silent


@pytest.fixture
def laboratory():
    from nachtwacht import lab

    return lab.up(silent)


@pytest.fixture
def customer(tmp_path, laboratory):
    from nachtwacht import lab

    made = Customer(tmp_path)
    yield made
    for host in HOSTS:
        lab.reset(host, silent)
