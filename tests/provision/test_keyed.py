"""Documents as the engine keeps them: what was seen on a host never becomes a wish."""

from nachtwacht.model.state import Difference
from nachtwacht.provision.keyed import drifted, keyed, unkeyed

DOCUMENT = {"files": [{"path": "/etc/a", "content": "1", "blob": None}], "tables": [{"family": "inet", "name": "t"}]}


def test_a_document_survives_the_way_to_the_engine_and_back():
    assert unkeyed(keyed(DOCUMENT)) == {"files": [{"path": "/etc/a", "content": "1"}], "tables": DOCUMENT["tables"]}


def test_what_was_seen_is_no_part_of_the_document_at_the_next_look():
    lost = Difference(resource="table:inet t", property="state", want="present", have="absent")
    seen = drifted(keyed(DOCUMENT), (lost,))
    assert seen["drift"] == {"table:inet t": {"state": "absent"}}
    again = {**seen, "gone": ["x"], "record": "missing"}
    assert unkeyed(again) == unkeyed(keyed(DOCUMENT))
    assert drifted(again, ()) == keyed(DOCUMENT)
