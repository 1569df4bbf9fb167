"""Evidence is kept whole, read back as it was, and a damaged file is named."""

import pytest

from nachtwacht.model.coverage import CheckResult, Evidence
from nachtwacht.model.failure import Failure
from nachtwacht.verify import evidence

SEEN = Evidence(
    customer="gouden-aar",
    at=1_795_000_000.25,
    checks=(CheckResult(placement="log_shipper@ws-01", check="check_runs", ok=True, at=1.0),),
    canaries=(),
)


def test_what_is_saved_is_read_back_oldest_first(tmp_path):
    later = Evidence(customer="gouden-aar", at=SEEN.at + 1, checks=(), canaries=())
    evidence.save(tmp_path, later)
    evidence.save(tmp_path, SEEN)
    assert evidence.load(tmp_path) == (SEEN, later)
    assert not list((tmp_path / "evidence").glob("*.draft"))


def test_a_damaged_file_is_named_with_the_mend(tmp_path):
    file = evidence.save(tmp_path, SEEN)
    file.write_text(file.read_text().replace('"customer"', '"custmer"'))
    with pytest.raises(Failure) as caught:
        evidence.load(tmp_path)
    assert str(file) in caught.value.what
    assert "nw verify" in caught.value.mend
