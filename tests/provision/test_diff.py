"""Differences leaf by leaf, and documents as the engine keeps them."""

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from nachtwacht.model.state import Difference, Directory, File, HostState, Setting, Unit, User
from nachtwacht.provision.diff import leaves
from nachtwacht.provision.keyed import drifted, keyed, unkeyed
from nachtwacht.provision.requests import document

scalars = st.none() | st.booleans() | st.integers(-5, 5) | st.text(max_size=4)
values = st.recursive(
    scalars, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3)
)


@given(values)
def test_nothing_differs_from_itself(value):
    assert list(leaves(value, value)) == []


@given(st.dictionaries(st.text(max_size=3), values), st.dictionaries(st.text(max_size=3), values))
def test_what_differs_is_told(old, new):
    assert bool(list(leaves(old, new))) == (old != new)


def test_paths_are_the_engines_and_name_files():
    old = {"steps": {"a": {"files": {"/etc/x": {"mode": "0600"}, "/etc/y": {}}, "units": [{"name": "u"}]}}}
    new = {"steps": {"a": {"files": {"/etc/x": {"mode": "0644"}, "/etc/z": {}}, "units": []}}}
    assert dict(leaves(old, new)) == {
        'steps.a.files["/etc/x"].mode': "UPDATE",
        'steps.a.files["/etc/y"]': "DELETE",
        'steps.a.files["/etc/z"]': "ADD",
        "steps.a.units[0]": "DELETE",
    }


STATE = HostState(
    packages=("suricata",),
    users=(User(name="nw-x"),),
    directories=(Directory(path="/etc/x", purge=True),),
    files=(File(path="/etc/x/a", content="1"), File(path="/etc/x/b", blob="0" * 64)),
    settings=(Setting(tool="postconf", name="a", value="1"),),
    units=(Unit(name="x.service", restart_on=("/etc/x/a",)),),
)


def test_a_document_survives_the_engine():
    plain = document(STATE)
    through = msgspec.json.decode(msgspec.json.encode(keyed(plain)))
    whole = msgspec.json.decode(msgspec.json.encode(plain))
    for file in whole["files"]:  # fields without a value are left out
        del file["blob" if file["blob"] is None else "content"]
    assert unkeyed(through) == whole


def test_drift_stands_in_the_wanted_values_place():
    wanted = keyed(document(STATE))
    found = (
        Difference(resource="file:/etc/x/a", property="mode", want="0644", have="0600"),
        Difference(resource="file:/etc/x/b", property="content", want="…", have="absent"),
        Difference(resource="unit:x.service", property="running", want=True, have=False),
    )
    seen = drifted(wanted, found)
    assert set(leaves(seen, wanted)) == {
        ('files["/etc/x/a"].mode', "UPDATE"),
        ('files["/etc/x/b"]', "ADD"),
        ("drift", "DELETE"),
    }
    assert drifted(wanted, ()) == wanted
