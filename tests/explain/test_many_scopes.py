"""Whatever is agreed, the explanation is made of words: no key, no code, no other language, and nothing untrue."""

from __future__ import annotations

from datetime import date

from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from leaks import leaks, lines
from msgspec.structs import replace

from nachtwacht.catalog import read_catalog, root
from nachtwacht.model.scope import (
    SEVERITIES,
    AcceptedWarning,
    Assets,
    ChangeWindow,
    Cloud,
    Contact,
    Exclusion,
    Host,
    Network,
    Permission,
    Scope,
    UseCase,
)
from nachtwacht.report.explanation import explanation
from nachtwacht.report.words.warnings import WARNINGS
from nachtwacht.scope import load_scope

TODAY = date(2026, 11, 24)
CATALOG = read_catalog(root())
SCOPE = load_scope(root() / "customers" / "gouden-aar" / "scope.yaml", CATALOG, TODAY)
assert isinstance(SCOPE, Scope)

QUICK = settings(max_examples=80, deadline=None, phases=(Phase.explicit, Phase.reuse, Phase.generate))
"""Without shrinking: a scope has so many parts that it takes minutes."""

KINDS = st.sampled_from(["gateway", "workstation", "server", "mail", "machine"])
GROUPS = st.sampled_from([None, "front_office", "line-1"])
WHEN = st.sampled_from(["always", "office_hours", "outside_office_hours"])
SEVERITY = st.sampled_from(SEVERITIES)
DAYS = st.sampled_from([None, "2026-11-01", "2026-11-24", "2027-02-01"])


@st.composite
def hosts(draw) -> tuple[Host, ...]:
    chosen = [
        Host(
            name=f"h-{number}",
            kind=draw(KINDS),
            group=draw(GROUPS),
            roams=draw(st.booleans()),
            never_contain=draw(st.booleans()),
            criticality=draw(st.sampled_from(["normal", "important", "crown_jewel"])),
        )
        for number in range(draw(st.integers(1, 9)))
    ]
    return (*chosen, Host(name="eye-1", kind="sensor"), Host(name="soc-1", kind="runtime", shared_as=draw(GROUPS)))


@st.composite
def scopes(draw) -> Scope:
    chosen = draw(hosts())
    names = st.lists(st.sampled_from([host.name for host in chosen]), min_size=1, max_size=6, unique=True).map(tuple)
    networks = tuple(
        Network(name=f"net-{n}", cidr=f"10.{n}.0.0/16", zone="internal", watched_by=watched, payload_readable=readable)
        for n, (watched, readable) in enumerate(
            draw(st.lists(st.tuples(st.sampled_from([None, "eye-1"]), st.booleans()), max_size=3))
        )
    )
    clouds = tuple(
        Cloud(name=f"c-{n}", kind=kind, account="1")
        for n, kind in enumerate(draw(st.lists(st.sampled_from(["aws", "microsoft365"]), max_size=2)))
    )
    cases = tuple(
        UseCase(use=use, on=draw(names), severity=draw(st.sampled_from([None, *SEVERITIES])))
        for use in draw(st.lists(st.sampled_from(sorted(CATALOG.packs)), max_size=3, unique=True))
    )
    return replace(
        SCOPE,
        assets=Assets(hosts=chosen, networks=networks, cloud=clouds),
        use_cases=cases,
        customer=replace(SCOPE.customer, sector=draw(st.sampled_from(["food", "water", "toy_making"]))),
        service=replace(
            SCOPE.service,
            wake_from=draw(SEVERITY),
            observe_until=draw(DAYS),
            office_hours=replace(
                SCOPE.service.office_hours,
                days=tuple(draw(st.sets(st.sampled_from(["mon", "tue", "wed", "sat", "sun"])))),
                start=draw(st.sampled_from(["08:00", "22:00"])),
                holidays=draw(st.sampled_from(["NL", "DE-BY", "US"])),
            ),
        ),
        contacts=tuple(
            Contact(name=f"P. Persoon{n}", role=role, phone="+31 20 555 0100", email=f"p{n}@x.example", reach=reach, wait_minutes=n + 1)
            for n, (role, reach) in enumerate(
                draw(st.lists(st.tuples(st.sampled_from(["it_manager", "head_baker"]), WHEN), max_size=4))
            )
        ),
        response=tuple(draw(st.lists(permissions(names), max_size=3))),
        exclusions=tuple(
            Exclusion(use_case=case.use, on=case.on, reason="de kerst", owner="p0", approved_by="p1", start=start, until="2026-12-03")
            for case in cases[:1]
            for start in draw(st.lists(st.sampled_from(["2026-11-20", "2026-12-01", "2026-12-03"]), max_size=1))
        ),
        change_windows=tuple(
            ChangeWindow(on=draw(names), reason="werk", owner="p0", start=start, until=until, lower_to="low")
            for start, until in draw(st.lists(st.sampled_from([("2026-12-01 20:00", "2026-12-01 23:00"), ("2026-12-01", "2026-12-02"), ("2026-01-01", "2026-01-02")]), max_size=2))
        ),
        accepted_warnings=tuple(
            AcceptedWarning(warning=code, on=draw(st.sampled_from([(), ("h-0",), ("front_office",)])), reason="het mag", accepted_by="p0", until="2027-01-01")
            for code in draw(st.lists(st.sampled_from([*sorted(WARNINGS), "NW999"]), max_size=2))
        ),
    )  # fmt: skip


def permissions(names):
    return st.builds(
        Permission,
        allow=st.sampled_from(["isolate_endpoint", "block_destination", "disable_user", "ring_the_bell"]),
        on=names,
        when=WHEN,
        from_severity=SEVERITY,
        approval=st.sampled_from(["none", "analyst", "customer"]),
        at_most=st.sampled_from([None, "1 per hour", "20 per day"]),
        undo_after=st.sampled_from(["90s", "1h", "24h", "7d"]),
        wait_minutes=st.sampled_from([None, 1, 90]),
        if_no_answer=st.sampled_from(["deny", "allow"]),
    )


@QUICK
@given(scope=scopes(), language=st.sampled_from(["nl", "en"]))
def test_only_words(scope, language):
    assert leaks(explanation(scope, CATALOG, today=TODAY, language=language), scope, language) == []


@QUICK
@given(scope=scopes())
def test_nothing_is_promised_for_what_must_never_be_touched(scope):
    """What is never contained stands in no permission; with no other permission left we say that we do nothing."""
    untouchable = {host.name for host in scope.assets.hosts if host.never_contain}
    only = replace(scope, response=tuple(replace(one, on=tuple(untouchable)) for one in scope.response))
    explained = explanation(only, CATALOG, today=TODAY, language="en")
    assert any(line.startswith("Nothing. We watch") for line in lines(explained))
    assert any("We do not act on our own" in line for line in lines(explained))


@QUICK
@given(scope=scopes())
def test_both_languages_say_the_same_things(scope):
    nl, en = (explanation(scope, CATALOG, today=TODAY, language=language) for language in ("nl", "en"))
    shapes = [[(len(one.paragraphs), len(one.items)) for one in each.sections] for each in (nl, en)]
    assert shapes[0] == shapes[1]


def test_every_warning_has_its_phrase():
    from nachtwacht.document.codes import CODES

    warnings = {code for code, about in CODES.items() if about.severity == "warning" and code[2] not in "089"}
    assert warnings <= set(WARNINGS), sorted(warnings - set(WARNINGS))


def test_every_country_has_a_name_in_both_languages():
    from nachtwacht.report.explanation.told import Told
    from nachtwacht.scope.checks.places import countries

    for language in ("nl", "en"):
        told = Told(SCOPE, CATALOG, language, TODAY)
        assert [code for code in countries() if code in told.country(code) or "&" in told.country(code)] == []


def test_durations_and_numbers_as_people_say_them():
    from nachtwacht.report.explanation.told import Told

    nl, en = (Told(SCOPE, CATALOG, language, TODAY) for language in ("nl", "en"))
    assert [nl.duration(text) for text in ("90s", "1h", "24h", "168h", "1d")] == [
        "90 seconden", "één uur", "24 uur", "7 dagen", "één dag",
    ]  # fmt: skip
    assert [en.duration(text) for text in ("120m", "1h")] == ["2 hours", "one hour"]
    assert (nl.digits(12345.5), en.digits(12345.5)) == ("12.345,5", "12,345.5")
    assert (nl.listed("abc"), en.listed("abc"), nl.listed("ab", either=True)) == ("a, b en c", "a, b and c", "a of b")


def test_what_the_customer_wrote_steers_no_terminal_and_fills_no_gap():
    odd = "A\x1b[31m {name}\n%s <b>"
    contact = replace(SCOPE.contacts[0], name=odd, role=odd)
    scope = replace(SCOPE, customer=replace(SCOPE.customer, name=odd, contract=odd, sector=odd), contacts=(contact,))
    texts = lines(explanation(scope, CATALOG, today=TODAY, language="nl"))
    assert any("A [31m {name} %s <b>" in text for text in texts)
    assert all(text.isprintable() for text in texts)
