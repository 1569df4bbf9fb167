"""Sigma's own words on single events: every modifier, condition form and trap, each with an event that fires and one that does not."""

from __future__ import annotations

import base64

import pytest
import yaml

from nachtwacht.detect.inputs.reading import event
from nachtwacht.detect.stream import Rules, run

LOGSOURCE = {"product": "windows", "category": "process_creation"}


def rules(detection, logsource=None, **values):
    """One rule with this detection, compiled."""
    text = yaml.safe_dump({"title": "T", "logsource": logsource or LOGSOURCE, "detection": detection})
    return Rules({"t.yml": text}, values)


def fires(detection, fields, logsource=None, **values):
    made = rules(detection, logsource, **values)
    assert made.faults == ()
    record = {"product": "windows", "category": "process_creation", **fields}
    return bool(list(run(made, [(0, event(record, "flat", 0))])))


def one(field, value, fields, **values):
    """Whether a rule with one field test fires."""
    return fires({"s": {field: value}, "condition": "s"}, fields, **values)


B64_FOO = base64.b64encode(b"foo").decode()
WIDE = base64.b64encode("ping".encode("utf-16-le")).decode()

YES = [
    ("A", "x", {"A": "X"}),
    ("A", "*", {"A": ""}),
    ("A", "", {"A": ""}),
    ("A", "a?c", {"A": "abc"}),
    ("A", "a*c", {"A": "a\nb\nc"}),
    ("A", r"a\*c", {"A": "a*c"}),
    ("A", r"a\?c", {"A": "a?c"}),
    ("A", r"a\\*c", {"A": r"a\bbbc"}),
    ("A", r"C:\Windows\\*", {"A": r"c:\windows\x"}),
    ("A|contains", "b", {"A": "abc"}),
    ("A|contains", "*", {"A": 0}),
    ("A|startswith", "a", {"A": "Abc"}),
    ("A|endswith", "1?", {"A": "x12"}),
    ("A|endswith", ["x", "c"], {"A": "abc"}),
    ("A|contains|all", ["a", "c"], {"A": "abc"}),
    ("A", 3389, {"A": "3389"}),
    ("A", "3389", {"A": 3389}),
    ("A", 3389, {"A": 3389.0}),
    ("A", "true", {"A": True}),
    ("A", True, {"A": "True"}),
    ("A", 1, {"A": 1}),
    ("A", None, {}),
    ("A", None, {"A": None}),
    ("A|re", "^a.c$", {"A": "abc"}),
    ("A|re", "b", {"A": "abc"}),
    ("A|re|i", "ABC", {"A": "abc"}),
    ("A|re|m", "^b", {"A": "a\nb"}),
    ("A|re|s", "a.b", {"A": "a\nb"}),
    ("A|re", r"a\*b?c", {"A": "a*c"}),
    ("A|cased", "Abc", {"A": "Abc"}),
    ("A|contains|cased", "Bc", {"A": "aBcd"}),
    ("A|cidr", "10.0.0.0/8", {"A": "10.1.2.3"}),
    ("A|cidr", "2001:db8::/32", {"A": "2001:db8:1::1"}),
    ("A|cidr", ["192.168.0.0/16", "::1/128"], {"A": "::1"}),
    ("A|base64", "foo", {"A": B64_FOO}),
    ("A|base64offset|contains", "foobar", {"A": base64.b64encode(b"xfoobar y").decode()}),
    ("A|base64offset|contains", "foobar", {"A": base64.b64encode(b"xxfoobar y").decode()}),
    ("A|wide|base64offset|contains", "ping", {"A": f"zz{WIDE}zz"}),
    ("A|utf16|base64offset|contains", "ping", {"A": base64.b64encode("ping".encode("utf-16")).decode()}),
    ("A|utf16le|base64offset|contains", "ping", {"A": f"zz{WIDE}zz"}),
    ("A|utf16be|base64", "ping", {"A": base64.b64encode("ping".encode("utf-16-be")).decode()}),
    ("A|base64offset|contains", "café", {"A": base64.b64encode("xcafé!".encode()).decode()}),
    ("A|wide|base64offset|contains", "café", {"A": base64.b64encode("xcafé!".encode("utf-16-le")).decode()}),
    ("A|windash|contains", "-x", {"A": "cmd /x"}),
    ("A|windash|contains", " -x", {"A": "cmd \u2013x"}),
    ("A|lt", 5, {"A": 4}),
    ("A|lte", 5, {"A": "5"}),
    ("A|gt", 5, {"A": "5.5"}),
    ("A|gte", 5, {"A": 5}),
    ("A|exists", True, {"A": "x"}),
    ("A|exists", False, {}),
    ("A|exists", False, {"A": None}),
    ("A|fieldref", "B", {"A": "x", "B": "X"}),
    ("A|fieldref|startswith", "B", {"A": "xyz", "B": "x"}),
    ("A|fieldref|endswith", "B", {"A": "xyz", "B": "yz"}),
    ("A|fieldref|contains", "B", {"A": "xyz", "B": "y"}),
    ("A|hour", 14, {"A": "2026-11-24T14:05:00Z"}),
    ("A|month", 11, {"A": "2026-11-24T14:05:00+01:00"}),
    ("A|neq", "x", {"A": "y"}),
    ("A", "x", {"A": ["y", "x"]}),
    ("A.B", "x", {"A": {"B": "x"}}),
    ("A.B", "x", {"A.B": "x"}),
    ("A|contains", "é", {"A": "CAFÉ"}),
]
NO = [
    ("A", "x", {"A": "xy"}),
    ("A", "x", {"a": "x"}),
    ("A", "*", {}),
    ("A", "", {}),
    ("A", "?", {"A": ""}),
    ("A", "a?c", {"A": "ac"}),
    ("A", r"a\*c", {"A": "abc"}),
    ("A", r"C:\Windows\*", {"A": r"c:\windows\x"}),
    ("A", r"a\?c", {"A": "abc"}),
    ("A|endswith", "1?", {"A": "x1"}),
    ("A|endswith", "1?", {"A": "1?2"}),
    ("A|contains|all", ["a", "z"], {"A": "abc"}),
    ("A", 3389, {"A": "33890"}),
    ("A", 1, {"A": True}),
    ("A", True, {"A": 1}),
    ("A", None, {"A": ""}),
    ("A", None, {"A": "x"}),
    ("A|re", "ABC", {"A": "abc"}),
    ("A|re", "a.b", {"A": "a\nb"}),
    ("A|re", "^b", {"A": "a\nb"}),
    ("A|cased", "abc", {"A": "Abc"}),
    ("A|cidr", "10.0.0.0/8", {"A": "11.1.2.3"}),
    ("A|cidr", "10.0.0.0/8", {"A": "10.1.2"}),
    ("A|cidr", "2001:db8::/32", {"A": "10.1.2.3"}),
    ("A|base64", "foo", {"A": B64_FOO + "="}),
    ("A|windash|contains", "-x", {"A": "cmd +x"}),
    ("A|lt", 5, {"A": 5}),
    ("A|gt", 5, {"A": "five"}),
    ("A|gt", 5, {}),
    ("A|exists", True, {}),
    ("A|exists", False, {"A": "x"}),
    ("A|fieldref", "B", {"A": "x", "B": "y"}),
    ("A|fieldref", "B", {"A": "x"}),
    ("A|fieldref", "B", {}),
    ("A|hour", 14, {"A": "2026-11-24T15:05:00Z"}),
    ("A|neq", "x", {"A": "x"}),
    ("A", "x", {"A": []}),
    ("A", "a*b*c", {"A": "acb"}),
    ("A", "ab*ba", {"A": "aba"}),
]


@pytest.mark.parametrize(("field", "value", "fields"), YES)
def test_fires(field, value, fields):
    assert one(field, value, fields)


@pytest.mark.parametrize(("field", "value", "fields"), NO)
def test_stays_quiet(field, value, fields):
    assert not one(field, value, fields)


CONDITIONS = [
    ("a and b", "ab", True),
    ("a and b", "a", False),
    ("a or b", "b", True),
    ("not a", "", True),
    ("not a", "a", False),
    ("a and not b", "ab", False),
    ("not (a or b)", "", True),
    ("a or b and c", "a", True),
    ("(a or b) and c", "a", False),
    ("not a and b", "b", True),
    ("1 of them", "c", True),
    ("any of them", "c", True),
    ("1 of them", "", False),
    ("all of them", "ab", False),
    ("all of them", "abc", True),
    ("1 of a*", "a", True),
    ("1 of a*", "b", False),
    ("all of [ab]", "a", None),
    ("a and not 1 of b*", "ab", False),
    ("a and not 1 of b*", "a", True),
    (["a", "b"], "b", True),
    (["a", "b"], "c", False),
]


@pytest.mark.parametrize(("condition", "present", "expected"), CONDITIONS)
def test_condition(condition, present, expected):
    detection = {name: {name.upper(): "1"} for name in "abc"} | {"condition": condition}
    if expected is None:
        assert rules(detection).faults
        return
    assert fires(detection, {name.upper(): "1" for name in present}) is expected


def test_lists_of_mappings_and_mappings_of_lists():
    either = {"s": [{"A": "1", "B": "2"}, {"C": "3"}], "condition": "s"}
    assert fires(either, {"A": "1", "B": "2"})
    assert fires(either, {"C": "3"})
    assert not fires(either, {"A": "1"})


def test_keywords_look_everywhere():
    assert fires({"k": ["evil"], "condition": "k"}, {"A": "an EVIL thing"})
    assert fires({"k": ["evil"], "condition": "k"}, {"A": {"B": ["x", "evil"]}})
    assert not fires({"k": ["evil"], "condition": "k"}, {"evil": "key only"})
    both = {"k": {"|all": ["one", "two"]}, "condition": "k"}
    assert fires(both, {"A": "one", "B": "two"})
    assert not fires(both, {"A": "one"})
    assert fires({"k": ["a*d"], "condition": "k"}, {"A": "xx abcd yy"})
    assert fires({"k": [4444], "condition": "k"}, {"A": 4444})


def test_placeholders_come_from_the_scope():
    assert one("A|expand", "%countries%", {"A": "nl"}, countries=("NL", "BE"))
    assert not one("A|expand", "%countries%", {"A": "CN"}, countries=("NL", "BE"))
    assert not one("A|expand", "%countries%", {"A": ""}, countries=())
    assert one("A|expand", "*%admins%", {"A": r"corp\root"}, admins=("root",))
    assert one("A|expand|endswith", "%admins%", {"A": r"corp\root"}, admins=("root",))
    assert one("A|re|expand", "^%names%$", {"A": "a.b"}, names=("a.b",))
    assert not one("A|re|expand", "^%names%$", {"A": "axb"}, names=("a.b",))


def test_an_unknown_placeholder_is_a_fault_that_names_those_that_exist():
    (fault,) = rules({"s": {"A|expand": "%nowhere%"}, "condition": "s"}, countries=("NL",)).faults
    assert fault.code == "NW908"
    assert "%nowhere%" in fault.what
    assert "%countries%" in fault.fix


@pytest.mark.parametrize(
    ("logsource", "record", "expected"),
    [
        ({"product": "windows"}, {"product": "windows"}, True),
        ({"product": "linux"}, {"product": "windows"}, False),
        ({"category": "process_creation"}, {"product": "linux", "category": "process_creation"}, True),
        (
            {"product": "windows", "category": "registry_event"},
            {"product": "windows", "category": "registry_set"},
            True,
        ),
        (
            {"product": "windows", "category": "registry_event"},
            {"product": "windows", "category": "registry_add"},
            True,
        ),
        ({"product": "windows", "category": "registry_set"}, {"product": "windows", "category": "registry_add"}, False),
        (
            {"product": "windows", "category": "registry_delete"},
            {"product": "windows", "category": "registry_add", "EventID": 12, "EventType": "DeleteKey"},
            True,
        ),
        (
            {"product": "windows", "category": "registry_delete"},
            {"product": "windows", "category": "registry_add", "EventID": 12, "EventType": "CreateKey"},
            False,
        ),
        ({"product": "windows", "service": "security"}, {"product": "windows", "service": "security"}, True),
        ({"product": "windows", "service": "security"}, {"product": "windows", "service": "system"}, False),
        (
            {"product": "windows", "service": "windefend"},
            {"Channel": "Microsoft-Windows-Windows Defender/Operational"},
            True,
        ),
    ],
)
def test_log_sources(logsource, record, expected):
    made = rules({"s": {"A": "x"}, "condition": "s"}, logsource)
    assert bool(list(run(made, [(0, event({"A": "x"} | record, "flat", 0))]))) is expected


def test_names_with_spaces_are_known_without_them():
    record = {
        "Event": {
            "System": {"EventID": 1116, "Channel": "Microsoft-Windows-Windows Defender/Operational"},
            "EventData": {"Threat Name": "EICAR"},
        }
    }
    made = rules({"s": {"ThreatName": "eicar"}, "condition": "s"}, {"product": "windows", "service": "windefend"})
    assert list(run(made, [(0, event(record, "auto", 0))]))


def test_what_the_event_itself_names_goes_before_the_envelope():
    """A cleared log: the channel of the event is System, the channel that was cleared stands in its data."""
    record = {
        "Event": {
            "System": {"EventID": 104, "Channel": "System"},
            "UserData": {"LogFileCleared": {"Channel": "Microsoft-Windows-PowerShell/Operational"}},
        }
    }
    detection = {"s": {"EventID": 104, "Channel": "Microsoft-Windows-PowerShell/Operational"}, "condition": "s"}
    assert list(run(rules(detection, {"product": "windows", "service": "system"}), [(0, event(record, "auto", 0))]))


BROKEN = {
    "unknown modifier": ("detection: {s: {A|nonsense: x}, condition: s}", "nonsense"),
    "unknown selection": ("detection: {s: {A: x}, condition: s and t}", "'t' not defined"),
    "selector without a selection": ("detection: {s: {A: x}, condition: s and 1 of t_*}", "does not exist"),
    "no condition": ("detection: {s: {A: x}}", "condition"),
    "broken expression": ("detection: {s: {A|re: '('}, condition: s}", "invalid"),
    "broken network": ("detection: {s: {A|cidr: 10.0.0.0/40}, condition: s}", "CIDR"),
    "a number for text": ("detection: {s: {A|gt: x}, condition: s}", "Modifier"),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_rule_is_a_fault_with_place_and_mend_and_the_others_stay(name):
    body, said = BROKEN[name]
    sound = "title: Sound\nlogsource: {product: windows}\ndetection: {s: {A: x}, condition: s}\n"
    text = f"{sound}---\n\ntitle: Broken\nlogsource: {{product: windows}}\n{body}\n"
    made = Rules({"folder/broken.yml": text}, {})
    (fault,) = made.faults
    assert (fault.file, fault.line, fault.code) == ("folder/broken.yml", 6, "NW909")
    assert said in fault.what
    assert fault.fix
    assert [item.rule.title for item in made.compiled] == ["Sound"]


def test_broken_yaml_names_line_and_column():
    (fault,) = Rules({"x.yml": "title: a\nlogsource: [\ndetection: }\n"}, {}).faults
    assert (fault.code, fault.line) == ("NW904", 3)


@pytest.mark.parametrize(
    "text", ["- a\n- b\n", "just text\n", "title: x\n", "{}\n", "title: [1]\nlogsource: 7\ndetection: 3\n"]
)
def test_documents_that_are_no_rule(text):
    assert Rules({"x.yml": text}, {}).faults


def test_an_id_is_used_once():
    text = "title: A\nid: 6f0e2c1a-5d0b-4c7e-9a53-0c1f6a2b7e41\nlogsource: {product: a}\ndetection: {s: {A: x}, condition: s}\n"
    (fault,) = Rules({"a.yml": text, "b.yml": text}, {}).faults
    assert fault.file == "b.yml"
    assert "already used" in fault.what


@pytest.mark.parametrize("named", ["a", "[a]", "[6f0e2c1a-5d0b-4c7e-9a53-0c1f6a2b7e41]"])
def test_a_filter_concerns_the_rules_that_it_names(named):
    text = "title: {name}\nname: {name}\nid: {id}\nlogsource: {{product: windows, category: process_creation}}\n"
    text += "detection: {{s: {{A: x}}, condition: s}}\n"
    first = text.format(name="a", id="6f0e2c1a-5d0b-4c7e-9a53-0c1f6a2b7e41")
    second = text.format(name="b", id="6f0e2c1a-5d0b-4c7e-9a53-0c1f6a2b7e42")
    away = (
        "title: F\nlogsource: {product: windows, category: process_creation}\n"
        f"filter: {{rules: {named}, f: {{A: x}}, condition: not f}}\n"
    )
    made = Rules({"a.yml": first, "b.yml": second, "f.yml": away}, {})
    assert made.faults == ()
    record = {"product": "windows", "category": "process_creation", "A": "x"}
    assert [hit.title for hit in run(made, [(0, event(record, "flat", 0))])] == ["b"]


def test_a_filter_takes_matches_away():
    rule = "title: A\nname: a\nlogsource: {product: windows, category: process_creation}\ndetection: {s: {A: x}, condition: s}\n"
    keep = (
        "title: F\nlogsource: {product: windows, category: process_creation}\n"
        "filter: {rules: any, f: {User: admin}, condition: not f}\n"
    )
    made = Rules({"a.yml": rule, "f.yml": keep}, {})
    assert made.faults == ()
    record = {"product": "windows", "category": "process_creation", "A": "x"}
    assert list(run(made, [(0, event(record, "flat", 0))]))
    assert not list(run(made, [(0, event(record | {"User": "admin"}, "flat", 0))]))
