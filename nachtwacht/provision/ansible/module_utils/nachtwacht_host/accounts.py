"""System accounts without a password."""

from __future__ import annotations

import grp
import pwd
from typing import Any

from .difference import Difference, compare
from .machine import Machine
from .record import Entry, Records

Item = dict[str, Any]


def key(item: Item) -> str:
    """The account's name."""
    return str(item["name"])


def resource(item: Item) -> str:
    """The name that a difference gives it."""
    return f"user:{item['name']}"


def want(item: Item) -> dict[str, Any]:
    """Home, shell and the groups that it shall be in."""
    return {"home": item["home"], "shell": item["shell"], "groups": sorted(item["groups"])}


def before(_records: Records, item: Item) -> dict[str, Any]:
    """The account and those of its wanted groups that exist."""
    groups = [name for name in item["groups"] if group_exists(name)]
    have = seen(item["name"])
    state = "absent" if have is None else "present"
    return {
        "state": state,
        "group": grp.getgrnam(item["name"]).gr_gid if group_exists(item["name"]) else None,
        "known": groups,
        **(have or {}),
    }


def differences(_machine: Machine, items: list[Item], _entries: dict[str, Entry]) -> list[Difference]:
    """Existence, home, shell, and each group that is missing."""
    found = []
    for item in items:
        have = seen(item["name"])
        if have is None:
            found += compare(resource(item), {"state": "present"}, {"state": "absent"})
            continue
        found += compare(resource(item), {"home": item["home"], "shell": item["shell"]}, have)
        missing = sorted(set(item["groups"]) - set(have["groups"]))
        found += compare(resource(item), {"missing_groups": []}, {"missing_groups": missing})
    return found


def bring(machine: Machine, items: list[Item], _entries: dict[str, Entry]) -> None:
    """Make or change each account; groups that do not exist are made."""
    for item in items:
        for name in item["groups"]:
            if not group_exists(name):
                machine.run("groupadd", "--system", name)
        groups = ["--groups", ",".join(item["groups"])] if item["groups"] else []
        shape = ["--home-dir", item["home"], "--shell", item["shell"]]
        if seen(item["name"]) is None:
            own = ["--gid", item["name"]] if group_exists(item["name"]) else ["--user-group"]
            # "*" is no password that could be typed, yet not "locked": sshd refuses keys of locked accounts without PAM.
            machine.run(
                "useradd", "--system", "--no-create-home", *own, *shape, "--password", "*", *groups, item["name"]
            )
        else:
            change = ["--append", *groups] if groups else []
            machine.run("usermod", "--home", item["home"], "--shell", item["shell"], *change, item["name"])


def restore(machine: Machine, entry: Entry) -> None:
    """Remove an account that was made here, with groups that were; else put home, shell and groups back."""
    name, was, wanted = entry["key"], entry["before"], entry["want"]
    if was["state"] == "absent":
        if seen(name) is not None:
            machine.run("userdel", "--force", name)
        _own_group(machine, name, was["group"])
    elif seen(name) is not None:
        machine.run(
            "usermod", "--home", was["home"], "--shell", was["shell"], "--groups", ",".join(was["groups"]), name
        )
    for group in set(wanted["groups"]) - set(was["known"]):
        if group_exists(group) and not _in_use(group):
            machine.run("groupdel", group)


def _in_use(group: str) -> bool:
    """Whether an account is in the group, or has it as its own: then it goes with the last of them."""
    known = grp.getgrnam(group)
    return bool(known.gr_mem) or any(account.pw_gid == known.gr_gid for account in pwd.getpwall())


def _own_group(machine: Machine, name: str, was: int | None) -> None:
    """See to the group: userdel may take a group of the same name along, or leave it: it shall be as it was."""
    if was is None and group_exists(name):
        machine.run("groupdel", name)
    elif was is not None and not group_exists(name):
        machine.run("groupadd", "--system", "--gid", str(was), name)


def remains(_machine: Machine, entry: Entry) -> str:
    """Says when an account that was made here is still there."""
    return "still there" if entry["before"]["state"] == "absent" and seen(entry["key"]) is not None else ""


def seen(name: str) -> dict[str, Any] | None:
    """Home, shell and supplementary groups of an account, or None."""
    try:
        account = pwd.getpwnam(name)
    except KeyError:
        return None
    groups = sorted(group.gr_name for group in grp.getgrall() if name in group.gr_mem)
    return {"home": account.pw_dir, "shell": account.pw_shell, "groups": groups}


def group_exists(name: str) -> bool:
    """Whether the host knows that group."""
    try:
        grp.getgrnam(name)
    except KeyError:
        return False
    return True
