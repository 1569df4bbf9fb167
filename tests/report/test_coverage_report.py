"""The coverage report: honest, readable in both languages, and safe to open."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser
from itertools import pairwise

import pytest
from msgspec.structs import replace

from nachtwacht.model.coverage import Evidence
from nachtwacht.plan import plan
from nachtwacht.report.coverage import coverage_view
from nachtwacht.report.coverage_html import TEMPLATES, coverage_html
from nachtwacht.report.coverage_json import coverage_json
from nachtwacht.report.coverage_text import coverage_text
from nachtwacht.report.moments import in_words, lasting
from nachtwacht.report.words.coverage import STATES, WORDS
from nachtwacht.report.words.response import PHRASES
from nachtwacht.verify.matrix import cover

VOID = {"meta", "br", "line", "circle", "path"}


class Page(HTMLParser):
    """Elements with their attributes; fails on one that is closed out of order."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.feed(text)
        assert self.open == []

    def handle_starttag(self, tag, attrs):
        self.elements.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.elements.append((tag, dict(attrs)))

    def handle_endtag(self, tag):
        assert self.open.pop() == tag


@pytest.fixture(params=["nl", "en"])
def view(request, planned, catalog, evidence, now):
    return coverage_view(planned, catalog, evidence, now=now, language=request.param)


def test_every_state_is_counted(view):
    assert view.counts == {"proven": 1, "failed": 3, "unproven": 2, "excluded": 1, "impossible": 1}


def test_the_report_says_what_the_matrix_says(view, planned, evidence, now):
    report = cover(planned, evidence, now=now)
    assert [cell.state for cell in view.cells] == [cell.state for cell in report.cells]


def test_nothing_is_proven_without_evidence(planned, catalog, now):
    view = coverage_view(planned, catalog, (), now=now, language="en")
    assert view.counts["proven"] == 0
    assert view.verdict == "None of it is proven yet."
    assert 'class="cell is-proven"' not in coverage_html(view)


def test_the_page_needs_nothing_else(view):
    page = Page(coverage_html(view))
    assert not {"script", "img", "link", "iframe", "object", "form"} & {tag for tag, _ in page.elements}
    targets = [value for _, attrs in page.elements for key, value in attrs.items() if key in ("href", "src")]
    ids = {attrs["id"] for _, attrs in page.elements if "id" in attrs}
    assert targets
    assert {target[1:] for target in targets if target.startswith("#")} <= ids
    assert all(target.startswith("#") for target in targets)
    assert "url(" not in coverage_html(view)
    assert "http" not in coverage_html(view).replace("http-equiv", "")


def test_the_page_is_accessible(view):
    page = Page(coverage_html(view))
    assert dict(page.elements)["html"]["lang"] == view.language
    assert all("scope" in attrs for tag, attrs in page.elements if tag == "th")
    assert sum(tag == "table" for tag, _ in page.elements) == sum(tag == "caption" for tag, _ in page.elements)
    assert all(attrs.get("aria-label") or attrs.get("aria-hidden") for tag, attrs in page.elements if tag == "svg")
    headings = [int(tag[1]) for tag, _ in page.elements if re.fullmatch(r"h[1-6]", tag)]
    assert headings[0] == 1
    assert all(below - above <= 1 for above, below in pairwise(headings))
    ids = [attrs["id"] for _, attrs in page.elements if "id" in attrs]
    assert len(ids) == len(set(ids))


HOSTILE = "<script>alert(1)</script>\"' onload=x --><img src=x>{{ 7*7 }}"


def test_hostile_texts_stay_texts(scope, catalog, evidence, now):
    exclusion = replace(scope.exclusions[0], reason=HOSTILE, owner=HOSTILE)
    hostile = replace(scope, customer=replace(scope.customer, name=HOSTILE), exclusions=(exclusion,))
    checks = tuple(replace(check, detail=HOSTILE) for check in evidence[0].checks)
    seen = Evidence(customer="x", at=now, checks=checks, canaries=evidence[0].canaries)
    text = coverage_html(coverage_view(plan(hostile, catalog), catalog, (seen,), now=now, language="en"))
    page = Page(text)
    assert not {"script", "img"} & {tag for tag, _ in page.elements}
    assert not any("onload" in attrs for _, attrs in page.elements)
    assert "49" not in text.split("<h1>")[1].split("</h1>")[0]
    assert "&lt;script&gt;" in text


def luminance(colour: str) -> float:
    """Relative luminance, WCAG 2.2."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_colours_have_contrast():
    css = (TEMPLATES / "coverage.css").read_text("utf-8")
    light, dark = (dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6})", part)) for part in css.split("@media")[:2])
    for palette in (light, dark):
        pairs = [(name, "card") for name in ("ink", "soft", *STATES)] + [(state, f"{state}-bg") for state in STATES]
        for ink, ground in [*pairs, ("soft", "paper")]:
            above, below = sorted((luminance(palette[ink]), luminance(palette[ground])), reverse=True)
            assert (above + 0.05) / (below + 0.05) >= 4.5, (ink, ground)


def test_both_languages_say_the_same():
    assert WORDS["nl"].keys() == WORDS["en"].keys()
    assert PHRASES["nl"].keys() == PHRASES["en"].keys()
    for words in (WORDS, PHRASES):
        for key, text in words["en"].items():
            assert set(re.findall(r"\{\w*\}", text)) == set(re.findall(r"\{\w*\}", words["nl"][key])), key


def test_what_we_do_not_see_is_said(view):
    said = " ".join(view.blind)
    for name in ("guests", "office-lan", "db-01", "payments"):
        assert name in said


def test_dutch_is_dutch(planned, catalog, evidence, now):
    text = coverage_text(coverage_view(planned, catalog, evidence, now=now, language="nl"))
    assert "uitgezonderd" in text
    assert not {"proven", "failed", "never", "which", "until"} & set(re.findall(r"\w+", text))


def test_the_json_has_the_hops(view, planned, evidence, now):
    document = json.loads(coverage_json(view, cover(planned, evidence, now=now)))
    failed = next(cell for cell in document["cells"] if cell["use_case"].startswith("phishing"))
    assert (failed["state"], failed["stopped_at"]) == ("failed", "incident_opened")
    assert [hop["at"] is None for hop in failed["hops"]] == [False] * 5 + [True] * 4
    assert document["checks"]["failed"] == 1
    assert document["states"]["proven"] == 1


@pytest.mark.parametrize(
    ("seconds", "short", "words"),
    [
        (0.04, "0,04 s", "0 seconden"),
        (1.25, "1,2 s", "1 seconde"),
        (59, "59 s", "59 seconden"),
        (119.9, "120 s", "1 minuut"),
        (7300, "2 uur", "2 uur"),
        (200000, "2 dagen", "2 dagen"),
    ],
)
def test_durations(seconds, short, words):
    assert lasting(seconds, "nl") == short
    assert in_words(seconds, "nl") == words
