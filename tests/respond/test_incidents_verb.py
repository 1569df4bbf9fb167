"""``nw incidents``: the words of the command line, and what people see; the runtime's host is a real sshd."""

from __future__ import annotations

import io
import json

import click
import pytest
from click.testing import CliRunner
from respond_samples import TUESDAY, finding
from rich.console import Console

from nachtwacht.cli import incidents
from nachtwacht.cli.incidents import refused, runtime_host, spoken
from nachtwacht.model.failure import Failure
from nachtwacht.report.incidents import incident_list, incident_page
from nachtwacht.respond import control, take

HOUR = 3600.0


@pytest.mark.parametrize(
    ("words", "verb", "arguments"),
    [
        ((), "incidents", {"canaries": False}),
        (("INC-0007",), "incident", {"id": "INC-0007"}),
        (
            ("decide", "INC-0007", "false-positive"),
            "decide",
            {"id": "INC-0007", "verdict": "false_positive", "name": "Sam"},
        ),
        (("approve", "INC-0007-R2"), "approve", {"id": "INC-0007-R2", "by": "analyst", "name": "Sam"}),
        (("undo", "INC-0007-R2"), "undo", {"id": "INC-0007-R2", "by": "analyst", "name": "Sam"}),
        (("stories",), "stories", {}),
        (("stories", "INC-0007"), "stories", {"id": "INC-0007"}),
    ],
)
def test_words_become_a_question(words, verb, arguments):
    assert spoken(words, "analyst", "Sam") == (verb, arguments)


@pytest.mark.parametrize("words", [("decide", "INC-0007"), ("undo",), ("INC-0007", "undo"), ("approve", "a", "b")])
def test_other_words_are_refused_with_the_right_ones(words):
    with pytest.raises(click.UsageError, match=r"write: nw incidents|none of: approve"):
        spoken(words, "analyst", "Sam")


def test_the_runtimes_own_words_are_passed_on():
    failure = refused(
        "nw: there is no request 'R9'\n  fix: requests are called like INC-0001-R1\n", "soc-01", "gouden-aar"
    )
    assert (failure.what, failure.mend) == ("there is no request 'R9'", "requests are called like INC-0001-R1")
    failure = refused("/usr/bin/python3: No module named nachtwacht\n", "soc-01", "gouden-aar")
    assert "No module named nachtwacht" in failure.what
    assert "nw provision gouden-aar" in failure.mend


def test_a_scope_without_a_runtime_is_said_so(watch):
    assert runtime_host(watch().scope) == "soc-01"
    with pytest.raises(Failure, match="kind 'runtime'"):
        runtime_host(watch(assets={"hosts": []}).scope)


def seen(draw, width=150) -> str:
    console = Console(file=io.StringIO(), width=width, highlight=False)
    draw(console)
    return console.file.getvalue()


def test_people_see_everything_about_an_incident(watch):
    it = watch()
    take(it.connection, [finding(use_case="phishing_then_foreign_traffic")], it)
    it.settle()
    shown = control(it.connection, "incident", {"id": "INC-0001"}, it)
    assert json.loads(json.dumps(shown)) == shown
    page = seen(lambda console: incident_page(console, shown, "Europe/Amsterdam"))
    for words in (
        "INC-0001  phishing_then_foreign_traffic on ws-01  high",
        "response: contained",
        "decide: Is de mail echt vals",
        "INC-0001-R1  block_destination of 198.51.100.7 on gw-01: done until Wednesday 25 November 2026, 14:32",
        "granted by scope (permission 2 of the scope)",
        "do: seen to hold: gw-01 drops 198.51.100.7",
        "INC-0001-R2  isolate_endpoint on ws-01: waiting",
        "refused: An analyst has to approve this first.",
        "accepted to a.molenaar@gouden-aar.example: Verdachte mail",
        "waits for a yes of the analyst: nw incidents gouden-aar approve INC-0001-R2",
    ):
        assert words in page, page
    listed = control(it.connection, "incidents", {}, it)["incidents"]
    table = seen(lambda console: incident_list(console, listed, "Europe/Amsterdam"))
    assert "INC-0001" in table
    assert "24 Nov 14:32" in table
    assert "no incidents" in seen(lambda console: incident_list(console, [], "Europe/Amsterdam"))


def test_nothing_from_outside_is_taken_for_markup(watch):
    it = watch()
    evil = {"host": "ws-01", "user": "[bold]x[/bold]", "process": "[/]", "command_line": "[link=x]"}
    take(it.connection, [finding(entities=evil)], it)
    it.later(TUESDAY * 0 + 1)
    shown = control(it.connection, "incident", {"id": "INC-0001"}, it)
    assert "user [bold]x[/bold]" in seen(lambda console: incident_page(console, shown, "Europe/Amsterdam"))


@pytest.mark.parametrize("words", [[], ["INC-0001"], ["stories"], ["undo", "INC-0001-R1"]])
@pytest.mark.parametrize("form", ["text", "json"])
def test_the_verb_prints_what_the_runtime_says(watch, monkeypatch, words, form):
    """The way over SSH is replaced by the runtime's own answer, as JSON."""
    it = watch()
    take(it.connection, [finding()], it)
    it.settle()
    asked = []

    def ask(reach, scope, verb, arguments):
        asked.append(verb)
        return json.loads(json.dumps(control(it.connection, verb, arguments, it)))

    monkeypatch.setattr(incidents, "ask", ask)
    ran = CliRunner().invoke(incidents.command, ["gouden-aar", *words, "--format", form], catch_exceptions=False)
    assert (ran.exit_code, len(asked)) == (0, 1)
    if form == "json":
        document = json.loads(ran.stdout)
        expected = {"incidents": list, "stories": list, "incident": dict, "undo": dict}[asked[0]]
        assert isinstance(document, expected)
        if asked[0] == "incidents":
            assert {"state", "findings", "requests"} <= document[0].keys()
    else:
        assert "INC-0001" in ran.stdout
        assert ("Beste A. Molenaar" in ran.stdout) is (words == ["stories"])


def test_the_customers_word_needs_a_name():
    ran = CliRunner().invoke(incidents.command, ["gouden-aar", "approve", "INC-0001-R1", "--by", "customer"])
    assert ran.exit_code == 2
    assert '--name "A. Molenaar"' in ran.output
