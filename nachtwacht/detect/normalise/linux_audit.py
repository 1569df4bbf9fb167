"""laurel's JSON lines (0.7) into Sigma's Linux process_creation and network_connection."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any
from urllib.parse import unquote

from nachtwacht.detect.normalise.draft import Draft, Unreadable, json_of
from nachtwacht.detect.normalise.estate import Estate
from nachtwacht.ingest.record import Record

_EXEC = frozenset({"execve", "execveat"})
_EXEC_NUMBERS = frozenset({59, 322})
_CONNECT = frozenset({"connect"})


def drafts(record: Record, estate: Estate) -> Iterable[Draft]:
    """One event a line: an execution, a connection, or an audit record of another kind."""
    line = json_of(record.body)
    identity = str(line.get("ID", ""))
    if not identity:
        raise Unreadable("no laurel record: it has no ID")
    time = float(identity.partition(":")[0])
    call = _mapping(line.get("SYSCALL"))
    fields = _process(line, call)
    _remember(record.host, identity, fields, call, estate)
    name = str(call.get("SYSCALL", ""))
    executed = "EXECVE" in line or name in _EXEC or call.get("syscall") in _EXEC_NUMBERS
    if executed and call.get("success", "yes") == "yes":
        yield _draft(time, ("process_creation",), fields)
    elif name in _CONNECT:
        for address in _addresses(line):
            yield _draft(time, ("network_connection",), fields | address)
    else:
        yield _draft(time, (), fields | {"type": next((key for key in line if key not in {"ID", "NODE"}), "")})


def _draft(time: float, categories: tuple[str, ...], fields: dict[str, Any]) -> Draft:
    return Draft(product="linux", service="auditd", categories=categories, fields=fields, time=time)


def _process(line: dict[str, Any], call: dict[str, Any]) -> dict[str, Any]:
    parent = _mapping(call.get("PPID") or line.get("PARENT_INFO"))
    argv = _argv(_mapping(line.get("EXECVE"))) or _argv(_mapping(line.get("PROCTITLE")))
    return {
        "Image": _plain(call.get("exe")),
        "CommandLine": " ".join(argv),
        "Argv": argv,
        "ProcessId": call.get("pid"),
        "CurrentDirectory": _plain(_mapping(line.get("CWD")).get("cwd")),
        "User": call.get("UID") or call.get("uid"),
        "LogonUser": call.get("AUID"),
        "LogonId": call.get("ses"),
        "ParentProcessId": call.get("ppid"),
        "ParentImage": _plain(parent.get("exe")),
        "ParentCommandLine": " ".join(_argv(parent)),
        "Script": _script(line),
        "Key": call.get("key"),
    }


def _remember(host: str, identity: str, fields: dict[str, Any], call: dict[str, Any], estate: Estate) -> None:
    """Laurel names the record in which the parent was executed: its command line is that of the parent."""
    parent = _mapping(call.get("PPID"))
    if not fields["ParentCommandLine"]:
        known = estate.commands.get(f"{host}|{parent.get('EVENT_ID')}")
        fields["ParentCommandLine"] = known or _plain(parent.get("comm"))
    if fields["CommandLine"] and _mapping(call.get("PID")).get("EVENT_ID") == identity:
        estate.commands.put(f"{host}|{identity}", fields["CommandLine"])


def _script(line: dict[str, Any]) -> str:
    """The file that was executed, which for a script is not the image but what stands first among the paths."""
    paths = line.get("PATH")
    first = _mapping(paths[0]) if isinstance(paths, list) and paths else {}
    name = _plain(first.get("name"))
    directory = _plain(_mapping(line.get("CWD")).get("cwd"))
    if name.startswith("/") or not directory or not name:
        return name
    return f"{directory.rstrip('/')}/{name.removeprefix('./')}"


def _addresses(line: dict[str, Any]) -> Iterator[dict[str, Any]]:
    entries = line.get("SOCKADDR")
    for entry in entries if isinstance(entries, list) else [entries]:
        address = _mapping(_mapping(entry).get("SADDR"))
        if address.get("saddr_fam") in {"inet", "inet6"} and "addr" in address:
            yield {"DestinationIp": address["addr"], "DestinationPort": address.get("port"), "Initiated": "true"}


def _argv(part: dict[str, Any]) -> list[str]:
    argv = part.get("ARGV")
    if isinstance(argv, list):
        return [_plain(word) for word in argv]
    text = part.get("ARGV_STR") or (argv if isinstance(argv, str) else "")
    return [_plain(text)] if text else []


def _plain(text: Any) -> str:
    """Laurel writes bytes that are not printable, and the per cent sign, as %XX."""
    if isinstance(text, list):
        return "".join(_plain(item) for item in text)
    return unquote(str(text), errors="replace") if text is not None else ""


def _mapping(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}
