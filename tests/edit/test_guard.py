"""Nobody but our own page gets an answer, and nothing but this customer's file can be written."""

from __future__ import annotations

import json

import pytest
from browsing import Served, customer

from nachtwacht.edit.guard import HEADERS


@pytest.fixture(scope="module")
def served(tmp_path_factory):
    form = Served(customer(tmp_path_factory.mktemp("customers")), "en")
    assert form.guard.let_in(form.guard.key)
    yield form
    form.stop()


@pytest.mark.parametrize(
    ("status", "changes"),
    [
        (421, {"Host": "evil.example"}),
        (421, {"Host": "localhost"}),
        (403, {"Origin": "http://evil.example"}),
        (403, {"Origin": "null"}),
        (403, {"Origin": None}),
        (403, {"Sec_Fetch_Site": "cross-site"}),
        (403, {"Sec_Fetch_Site": "same-site"}),
        (415, {"Content_Type": "text/plain"}),
        (415, {"Content_Type": "application/x-www-form-urlencoded"}),
        (401, {"Cookie": None}),
        (401, {"Cookie": "nachtwacht=x"}),
        (401, {"X_Nachtwacht_Token": None}),
        (401, {"X_Nachtwacht_Token": "é"}),
        (413, {"Content_Length": str(1 << 30)}),
    ],
)
@pytest.mark.parametrize("what", ["open", "look", "save", "merge", "state", "leave"])
def test_a_foreign_request_is_refused_before_anything_is_read(served, what, status, changes):
    before = served.file.read_bytes()
    body = "" if "Content_Length" in changes else "{}"
    got, _, text = served.ask(
        f"/api/{what}",
        body,
        **{
            name: value.encode() if name == "X_Nachtwacht_Token" and value else value for name, value in changes.items()
        },
    )
    assert got == status
    assert "Traceback" not in text
    assert served.file.read_bytes() == before


@pytest.mark.parametrize("path", ["/api/save", "/api/open", "/api/door", "/api/look"])
def test_a_get_does_nothing_at_all(served, path):
    assert served.ask(path, "", method="GET")[0] in (404, 405)


@pytest.mark.parametrize(
    "path",
    [
        "/../editor.py",
        "/..%2feditor.py",
        "/%2e%2e/editor.py",
        "/static/../../x",
        "//etc/passwd",
        "/edit.css%00",
        "/api/../open",
        "/nothing.js",
    ],
)
def test_no_path_leads_to_another_file(served, path):
    assert served.ask(path, "", method="GET")[0] in (400, 404, 405)


def test_every_answer_says_how_it_is_to_be_treated(served):
    for path, method in (
        ("/", "GET"),
        ("/main.js", "GET"),
        ("/api/open", "POST"),
        ("/none", "GET"),
        ("/api/x", "POST"),
    ):
        _, headers, _ = served.ask(path, "{}" if method == "POST" else "", method=method)
        assert {name: headers.get(name) for name in HEADERS} == HEADERS
        assert "server" not in headers


def test_the_page_itself_holds_nothing_of_the_customer(served):
    status, _, text = served.ask("/", "", method="GET", Cookie=None, X_Nachtwacht_Token=None)
    assert status == 200
    assert "Gouden Aar" not in text


def test_the_key_works_once(served):
    assert served.ask("/api/door", '{"key": ""}')[0] == 401
    assert not served.guard.let_in("")


@pytest.mark.parametrize(
    "body",
    [
        "",
        "[]",
        "{",
        '{"base": 1}',
        '{"base": "", "draft": {}, "folder": "x"}',
        "[" * 100_000,
        '{"base":"\\ud800","draft":{}}',
    ],
)
def test_a_request_that_is_no_edit_is_refused_without_a_traceback(served, body):
    status, _, text = served.ask("/api/save", body)
    assert status == 400 or json.loads(text) == {"state": "unknown"}
    assert "Traceback" not in text
    assert served.said == []


def test_only_fields_of_the_form_reach_the_file(served):
    opened = served.json("open")
    edit = {"base": opened["base"], "draft": {**opened["draft"], "customer.id": "other", "privacy": {}, "../x": 1}}
    before = served.file.read_bytes()
    assert served.json("save", edit)["state"] == "saved"
    assert served.file.read_bytes() == before
