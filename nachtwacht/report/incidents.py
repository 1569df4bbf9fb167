"""Incidents for people at a terminal: the list, and one with its findings, requests, letters and diary."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from nachtwacht.model.hours import local
from nachtwacht.report.moments import moment

_COLOURS = {
    "NOT contained": "bold red",
    "NOT undone": "bold red",
    "waits for a yes": "yellow",
    "contained": "green",
    "undone": "green",
    "critical": "bold red",
    "high": "red",
    "medium": "yellow",
}


def incident_list(console: Console, incidents: list[dict[str, Any]], timezone: str) -> None:
    """One line an incident, newest first."""
    if not incidents:
        console.print("no incidents")
        return
    table = Table(box=None, pad_edge=False, padding=(0, 1, 0, 0), header_style="bold")
    for heading in ("incident", "opened", "use case", "asset", "severity", "how it stands"):
        table.add_column(heading, overflow="fold", no_wrap=heading != "how it stands")
    for one in incidents:
        table.add_row(
            one["id"],
            f"{local(timezone, one['opened']):%d %b %H:%M}",
            one["use_case"],
            one["asset"],
            _coloured(one["severity"]),
            Text(_state(one)) if one["state"] == "closed" else _coloured(one["contained"]),
        )
    console.print(table)


def incident_page(console: Console, one: dict[str, Any], timezone: str) -> None:
    """Everything about one incident."""
    title = Text.assemble((one["id"], "bold"), f"  {one['use_case']} on {one['asset']}  ", _coloured(one["severity"]))
    console.print(title)
    console.print(
        Text.assemble(
            f"opened {moment(one['opened'], timezone, 'en')}, {_state(one)}; response: ", _coloured(one["contained"])
        )
    )
    for heading, body in (
        ("Findings", list(_findings(one, timezone))),
        ("Procedure", list(_procedure(one))),
        ("Responses", list(_requests(one, timezone))),
        ("Letters", list(_letters(one, timezone))),
        ("Diary", [f"{moment(note['at'], timezone, 'en')}  {note['who']}: {note['text']}" for note in one["diary"]]),
    ):
        if body:
            console.print(Group(Text(f"\n{heading}", style="bold"), *(_indented(line) for line in body)))


def _findings(one: dict[str, Any], timezone: str) -> Iterator[str]:
    for finding in one["findings"]:
        known = ", ".join(f"{name} {value}" for name, value in finding["entities"].items())
        yield f"{moment(finding['time'], timezone, 'en')}  {finding['title']} ({known})"


def _procedure(one: dict[str, Any]) -> Iterator[str]:
    if one.get("fault"):
        yield f"the runbook is not acted on: {one['fault']}"
    for step in one.get("procedure", ()):
        yield f"{step['kind']}: {step['words']}"


def _requests(one: dict[str, Any], timezone: str) -> Iterator[str]:
    for request in one["requests"]:
        target = "" if request["target"] == request["asset"] else f" of {request['target']}"
        until = f" until {moment(request['undo_at'], timezone, 'en')}" if request["state"] == "done" else ""
        yield f"{request['id']}  {request['action']}{target} on {request['asset']}: {request['state']}{until}"
        for decision in request["decisions"]:
            yield f"    {moment(decision['at'], timezone, 'en')}  {_decision(decision)}"
        for outcome in request["outcomes"]:
            seen = "seen to hold" if outcome["verified"] else "done, not tried" if outcome["ok"] else "FAILED"
            yield f"    {moment(outcome['at'], timezone, 'en')}  {outcome['phase']}: {seen}: {outcome['detail']}"


def _decision(decision: dict[str, Any]) -> str:
    detail = decision["detail"]
    words = {
        "grant": f"granted by {decision['who']} (permission {detail.get('permission', 0) + 1} of the scope)",
        "refusal": f"refused: {detail.get('reason', {}).get('en', '')}",
        "yes": f"{decision['who']} {detail.get('name', '')} said yes",
        "no": f"{decision['who']} {detail.get('name', '')} said no",
        "undo": f"{decision['who']} ended it early",
        "extend": f"{decision['who']} asked for more time",
    }
    return words[decision["kind"]]


def _letters(one: dict[str, Any], timezone: str) -> Iterator[str]:
    for letter in one["stories"]:
        when = letter["accepted"] or letter["due"]
        error = f": {letter['error']}" if letter["error"] else ""
        yield f"{moment(when, timezone, 'en')}  {letter['state']} to {letter['recipient']}: {letter['subject']}{error}"


def _state(one: dict[str, Any]) -> str:
    verdict = one["verdict"].replace("_", " ")
    return str(one["state"]) if verdict == "undecided" else f"{one['state']}, {verdict}"


def _coloured(text: str) -> Text:
    return Text(text, style=_COLOURS.get(text, ""))


def _indented(line: str) -> RenderableType:
    """A wrapped line stays under its beginning."""
    depth = len(line) - len(line.lstrip())
    return Padding(Text(line.strip()), (0, 0, 0, 2 + depth))
