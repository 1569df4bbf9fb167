"""Which names are taken for one another."""

from __future__ import annotations

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nachtwacht.document.nearest import near
from nachtwacht.scope import load_scope
from nachtwacht.scope.checks.likeness import confusable, slip
from nachtwacht.scope.checks.telephones import judged
from nachtwacht.scope.reach import check_reach

WORDS = st.text("abcde", min_size=1, max_size=8)


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("ws-01", "ws-02", False),
        ("ws-1", "ws-01", True),
        ("ws-01", "ws01", True),
        ("soc-01", "soc-o1", True),
        ("gw-01", "ws-01", False),
        ("server-1", "servers-2", True),
        ("finance", "fianance", True),
        ("dc-01", "pc-01", False),
    ],
)
def test_names(one, other, alike):
    assert bool(list(confusable([one, other]))) is alike


@given(WORDS, st.integers(0, 7), st.sampled_from("abcde"))
def test_one_letter_is_near(word, at, letter):
    changed = word[:at] + letter + word[at:]
    assert near(word, changed)
    assert near(changed, word)
    assert not near(word, word)


@given(WORDS, WORDS)
def test_near_goes_both_ways(one, other):
    assert near(one, other) is near(other, one)


def test_a_slip_is_not_another_spelling():
    assert slip("securty_officer", ["security_officer"]) == "security_officer"
    assert slip("Security Officer", ["security_officer"]) == ""
    assert slip("ict_manager", ["it_manager", "ict_manager"]) == ""


@pytest.mark.parametrize(
    ("text", "code", "fix"),
    [
        ("+31 20 555 0101", "", ""),
        ("0031 20 555 0101", "NW210", '"+31 20 555 0101"'),
        ("06-12345678", "NW210", '"+31 6 12345678"'),
        ("+31 20 555 010", "NW210", ""),
        ("+31 99 555 0101", "NW221", ""),
        ("ring the bell", "NW210", ""),
    ],
)
def test_telephone_numbers(text, code, fix):
    found, _, mend = judged(text, "NL")
    assert (found, mend) == (code, fix)


def test_an_address_in_another_network(catalog, today, scopes, tmp_path):
    scope = load_scope(scopes / "good" / "near_networks.yaml", catalog, today)
    hosts = tuple(
        msgspec.structs.replace(host, network="plant") if host.name == "ws-01" else host for host in scope.assets.hosts
    )
    moved = msgspec.structs.replace(scope, assets=msgspec.structs.replace(scope.assets, hosts=hosts))
    rows = "".join(f"  {host.name}: {{address: 10.91.10.{at}}}\n" for at, host in enumerate(scope.assets.hosts, 10))
    (tmp_path / "hosts.yaml").write_text(
        "version: 1\naccount: root\nidentity_file: key\nknown_hosts: keys\ncontroller_addresses: [10.91.10.1]\n"
        f"hosts:\n{rows}",
        "utf-8",
    )
    found = [(one.code, one.about) for one in check_reach(tmp_path, moved, catalog) if "ws-01" in one.message]
    assert found == [("NW809", ("ws-01",))]
