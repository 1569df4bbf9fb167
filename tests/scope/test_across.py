"""What shows only between customers."""

from __future__ import annotations

import msgspec

from nachtwacht.model.scope import Cloud, Identity, Network
from nachtwacht.scope import load_scope
from nachtwacht.scope.across import check_across


def customer(scope, name, cidr, domain="one.example", account="1"):
    assets = msgspec.structs.replace(
        scope.assets,
        networks=(Network(name="lan", cidr=cidr, zone="internal"),),
        identities=(Identity(name="ad", kind="active_directory", host="dc", domain=domain),),
        cloud=(Cloud(name="c", kind="aws", account=account),),
    )
    identity = msgspec.structs.replace(scope.customer, id=name)
    return msgspec.structs.replace(scope, customer=identity, assets=assets)


def test_claimed_twice(scopes, catalog, today, tmp_path):
    scope = load_scope(scopes / "good" / "full.yaml", catalog, today)
    files = [tmp_path / "one.yaml", tmp_path / "two.yaml"]
    for file in files:
        file.write_text("cidr: 8.8.8.0/25\ndomain: ONE.example\naccount: 1\n")
    pair = [customer(scope, "one", "8.8.8.0/24"), customer(scope, "two", "8.8.8.0/25", domain="ONE.example")]
    findings = check_across(zip(files, pair, strict=True))
    assert [(found.code, found.line) for found in findings] == [("NW701", 1), ("NW702", 2), ("NW703", 3)]
    assert {found.file for found in findings} == {str(files[1])}


def test_private_ranges_may_overlap(scopes, catalog, today, tmp_path):
    scope = load_scope(scopes / "good" / "full.yaml", catalog, today)
    pair = [customer(scope, "one", "10.0.0.0/8"), customer(scope, "two", "10.0.0.0/24", domain="b", account="2")]
    assert check_across((tmp_path / "x", each) for each in pair) == ()
