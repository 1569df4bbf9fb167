"""``nw explain`` as it is called: formats, files, and scopes that cannot be explained."""

from __future__ import annotations

import json
import shutil
from html.parser import HTMLParser

from nachtwacht.catalog import root
from nachtwacht.report.explanation import Explanation
from nachtwacht.report.explanation.html import explanation_html
from nachtwacht.report.explanation.markdown import explanation_markdown
from nachtwacht.report.section import Section

HOSTILE = Explanation(
    title="A <b>B</b> & C",
    sections=(
        Section(heading="<script>x</script>", paragraphs=("1. *one* [two](x)",), items=("- `three` <img src=x>",)),
    ),
)


def test_json_has_the_sections(nw):
    status, out, _ = nw("explain", "gouden-aar", "--format", "json")
    document = json.loads(out)
    assert (status, document["customer"], document["language"]) == (0, "gouden-aar", "nl")
    assert document["sections"][0]["heading"] == "Wat we hebben afgesproken"
    assert json.loads(nw("explain", "gouden-aar", "--format", "json", "--lang", "en")[1])["language"] == "en"


def test_a_page_is_written(nw, tmp_path):
    file = tmp_path / "new" / "page.html"
    status, out, err = nw("explain", "gouden-aar", "--format", "html", "--output", str(file))
    assert (status, out) == (0, "")
    assert str(file) in err
    page = file.read_text("utf-8")
    assert '<html lang="nl">' in page
    assert page.count("<h1") == 1
    assert "http" not in page.replace("http-equiv", "")


def test_nothing_of_the_customer_is_mark_up():
    tags: list[str] = []
    reader = HTMLParser()
    reader.handle_starttag = lambda tag, _: tags.append(tag)  # type: ignore[method-assign]
    reader.feed(explanation_html(HOSTILE, "en"))
    assert not {"script", "img", "b"} & set(tags)
    assert explanation_markdown(HOSTILE).splitlines() == [
        "# A \\<b\\>B\\</b\\> \\& C",
        "",
        "## \\<script\\>x\\</script\\>",
        "",
        "1\\. \\*one\\* \\[two\\](x)",
        "",
        "- \\- \\`three\\` \\<img src=x\\>",
    ]


def test_a_scope_with_errors_is_not_explained(nw, tmp_path, monkeypatch):
    shutil.copytree(root() / "customers" / "gouden-aar", tmp_path / "gouden-aar")
    file = tmp_path / "gouden-aar" / "scope.yaml"
    file.write_text(file.read_text("utf-8").replace("on: [finance]", "on: [finances]"), "utf-8")
    monkeypatch.setenv("NACHTWACHT_CUSTOMERS", str(tmp_path))
    status, out, err = nw("explain", "gouden-aar")
    assert (status, out) == (1, "")
    assert "NW203" in err


def test_help_teaches(nw):
    status, out, _ = nw("explain", "--help")
    assert status == 0
    assert "nw explain gouden-aar --origin" in out
