"""A group goes with the last account that needs it, whether it is in the group or has it as its own."""

import grp
import pwd

import pytest

from nachtwacht.provision.ansible.module_utils.nachtwacht_host import accounts


class Programs:
    """A double for the host: writes down what would be run."""

    def __init__(self):
        self.ran = []

    def run(self, *argv):
        self.ran.append(argv)


def group(name, gid, *members):
    return grp.struct_group((name, "x", gid, list(members)))


def account(name, gid):
    return pwd.struct_passwd((name, "*", 900, gid, "", "/nonexistent", "/usr/sbin/nologin"))


@pytest.mark.parametrize(
    ("others", "members", "goes"),
    [([], [], True), ([account("nachtwacht", 990)], [], False), ([], ["nw-other"], False)],
)
def test_a_group_that_somebody_needs_stays(monkeypatch, others, members, goes):
    groups = {"nachtwacht": group("nachtwacht", 990, *members)}
    monkeypatch.setattr(accounts.grp, "getgrnam", groups.__getitem__)
    monkeypatch.setattr(accounts.grp, "getgrall", lambda: list(groups.values()))
    monkeypatch.setattr(accounts.pwd, "getpwall", lambda: others)
    monkeypatch.setattr(accounts.pwd, "getpwnam", {}.__getitem__)
    programs = Programs()
    entry = {
        "key": "nw-x",
        "before": {"state": "absent", "group": None, "known": []},
        "want": {"groups": ["nachtwacht"]},
    }
    accounts.restore(programs, entry)
    assert (("groupdel", "nachtwacht") in programs.ran) is goes
