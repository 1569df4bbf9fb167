"""What shows only between customers: found once, at the later one, with the exact place of both."""

from __future__ import annotations

import msgspec
import pytest

from nachtwacht.model.finding import Rejected
from nachtwacht.scope.across import check_across
from nachtwacht.scope.many import check_customer
from nachtwacht.scope.register import Retired, check_register, with_retired


@pytest.fixture
def laid(tmp_path, scopes, catalog, today):
    """Two customers, ``one`` and ``two``, each with its assets beside those of the full example."""
    text = (scopes / "good" / "full.yaml").read_text("utf-8")

    def lay(first, second, *, ids=("one", "two"), name="Bakkerij De Gouden Aar"):
        known = []
        for folder, identity, extra in zip(("one", "two"), ids, (first, second), strict=True):
            (tmp_path / folder).mkdir(exist_ok=True)
            own = text.replace("id: gouden-aar", f"id: {identity}").replace(
                "name: Bakkerij De Gouden Aar", f"name: {name}"
            )
            own = own.replace("    - {name: sensor-1, kind: sensor}\n", "    - {name: sensor-1, kind: sensor SHARED}\n")
            for kind, lines in extra.items():
                if kind == "shared":
                    own = own.replace(" SHARED", f", shared_as: {lines}")
                elif kind == "networks":
                    own = own.replace("  hosts:\n", f"    - {lines}\n  hosts:\n", 1)
                else:
                    own = own.replace("\nuse_cases:", f"  {kind}:\n    - {lines}\n\nuse_cases:", 1)
            (tmp_path / folder / "scope.yaml").write_text(own.replace(" SHARED", ""), "utf-8")
            known.append(check_customer(tmp_path / folder, catalog, today).claims)
        return known

    return lay


def network(cidr):
    return {"networks": f"{{name: extra, cidr: {cidr}, zone: dmz, watched_by: sensor-1}}"}


def directory(domain):
    return {"identities": f"{{name: ad, kind: active_directory, host: fin-01, domain: {domain}}}"}


def account(number, kind="aws"):
    return {"cloud": f'{{name: c, kind: {kind}, account: "{number}"}}'}


def value_at(tmp_path, found):
    """The word that stands at the finding's place."""
    line = (tmp_path / "two" / "scope.yaml").read_text("utf-8").splitlines()[found.line - 1]
    return line[found.column - 1 :]


@pytest.mark.parametrize(
    ("code", "first", "second", "at"),
    [
        ("NW701", network("8.8.8.0/24"), network("8.8.8.0/24"), "8.8.8.0/24"),
        ("NW701", network("8.8.8.0/24"), network("8.8.8.128/25"), "8.8.8.128/25"),
        ("NW701", network("8.8.8.128/25"), network("8.8.8.0/24"), "8.8.8.0/24"),
        ("NW701", network("2a00:1450::/32"), network("2a00:1450:4000::/36"), "2a00:1450:4000::/36"),
        ("NW702", directory("one.example"), directory("ONE.example."), "ONE.example."),
        ("NW702", directory("one.example"), directory("sub.one.example"), "sub.one.example"),
        ("NW702", directory("sub.one.example"), directory("one.example"), "one.example"),
        ("NW702", directory("bücher.example"), directory("xn--bcher-kva.example"), "xn--bcher-kva.example"),
        ("NW703", account("123456789012"), account("1234-5678-9012"), '"1234-5678-9012"'),
        ("NW705", {"shared": "eu-1"}, {"shared": "eu-1"}, "10.91.10.0/24"),
    ],
)
def test_claimed_twice(code, first, second, at, *, laid, tmp_path):
    (found,) = check_across(laid(first, second))
    assert found.code == code
    assert found.file == str(tmp_path / "two" / "scope.yaml")
    assert value_at(tmp_path, found).startswith(at)
    place = found.message.split("(")[-1].split(")")[0]
    assert place.startswith("one/scope.yaml:")


def test_a_shared_machine_is_one_kind(laid):
    one, two = laid({"shared": "eu-1"}, {"shared": "eu-1"})
    other = msgspec.structs.replace(two, shared=(msgspec.structs.replace(two.shared[0], kind="mail", spans=()),))
    (found,) = check_across((one, other))
    assert (found.code, found.line) == ("NW706", two.shared[0].place.line)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (network("10.0.0.0/16"), network("10.0.0.0/24")),
        (network("198.51.100.0/24"), network("198.51.100.0/24")),
        (network("8.8.8.0/25"), network("8.8.8.128/25")),
        (directory("one.example"), directory("another-one.example")),
        (account("123456789012"), account("123456789012", "microsoft365")),
        ({"shared": "eu-1"}, {"shared": "eu-2"}),
        ({"shared": "eu-1"}, {}),
    ],
)
def test_what_customers_may_have_alike(first, second, laid):
    assert check_across(laid(first, second)) == ()


@pytest.mark.parametrize("ids", [("same", "same"), ("one-a", "one_a"), ("one-a", "One-a")])
def test_an_id_belongs_to_one(ids, laid):
    # An id that is no id comes without claims of its own when nobody can know what was meant.
    known = [one for one in laid({}, {}, ids=ids) if one is not None]
    found = [found.code for found in check_across(known)]
    assert found == (["NW704"] if len(known) == len(ids) else [])


def test_a_thousand_customers_on_one_range(laid):
    one, _ = laid(network("8.8.8.0/24"), {})
    many = [msgspec.structs.replace(one, identity=f"c{number}", folder=f"c{number}") for number in range(1000)]
    assert len(check_across(many)) == len(many) - 1  # Each is told of one other, and not of all.


HEAD = "version: 1\nretired:\n"
ROW = "  - {id: one, name: Somebody Else, contract: X-1, retired_on: 2026-01-31}   # kept\n"


def test_a_retired_id_is_not_used_again(laid, tmp_path, today):
    known = laid({}, {})
    (tmp_path / "retired.yaml").write_text(HEAD + ROW, "utf-8")
    (found,) = check_register(tmp_path, known, today)
    assert (found.code, found.file) == ("NW707", str(tmp_path / "one" / "scope.yaml"))
    assert "Somebody Else" in found.message
    assert "retired.yaml:3" in found.message


@pytest.mark.parametrize(
    "row", [ROW.replace("X-1", "GA-2026-014"), ROW.replace("Somebody Else", "bakkerij de Gouden Aar")]
)
def test_a_customer_may_come_back(row, laid, tmp_path, today):
    (tmp_path / "retired.yaml").write_text(HEAD + row, "utf-8")
    assert check_register(tmp_path, laid({}, {}), today) == ()


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        (HEAD + ROW + ROW, ["NW708"]),
        (HEAD + ROW.replace("2026-01-31", "2026-02-31"), ["NW109"]),
        (HEAD + ROW.replace("2026-01-31", "2027-01-31"), ["NW708"]),
        (HEAD + ROW.replace("contract", "contrct"), ["NW101"]),
        (HEAD + ROW.replace("id: one", "id: One"), ["NW105"]),
        ("version: 1\nversion: 1\n", ["NW007"]),
        ("", ["NW010"]),
        ("version: 1\nretired: []\n", []),
    ],
)
def test_the_register_is_checked_as_strictly(text, codes, tmp_path, today):
    (tmp_path / "retired.yaml").write_text(text, "utf-8")
    assert [found.code for found in check_register(tmp_path, (), today)] == codes


def test_no_register_is_no_finding(tmp_path, today):
    assert check_register(tmp_path, (), today) == ()


GONE = Retired(id="three", name='De "Drie" #1', contract="D-3", retired_on="2026-11-24")


@pytest.mark.parametrize("before", [None, HEAD + ROW, "version: 1\nretired: []\n", "version: 1 # ours\n"])
def test_a_customer_is_added_once_and_comments_stay(before, tmp_path, today):
    file = tmp_path / "retired.yaml"
    if before is not None:
        file.write_text(before, "utf-8")
    for _ in range(2):
        text = with_retired(tmp_path, GONE)
        file.write_text(text, "utf-8")
    assert check_register(tmp_path, (), today) == ()
    assert text.count("three") == 1
    assert all(line.split("retired:")[0] in text for line in (before or "").splitlines())


def test_a_register_that_is_wrong_is_not_written_over(tmp_path):
    (tmp_path / "retired.yaml").write_text("version: [", "utf-8")
    assert isinstance(with_retired(tmp_path, GONE), Rejected)
