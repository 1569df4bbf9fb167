"""The receiver without a network: what is unpacked, what is refused, and how errors are written."""

from __future__ import annotations

import gzip
import zlib
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nachtwacht.ingest import otlp
from nachtwacht.ingest.otlp import Refused, read_request, records, senders, unpack
from nachtwacht.ingest.receiver import _varint
from nachtwacht.ingest.tls import common_name
from tests.ingest.sender import request


def test_a_bomb_is_not_unpacked():
    bomb = gzip.compress(b"\0" * (otlp.LARGEST + 1), 9)
    assert len(bomb) < 100_000
    with pytest.raises(Refused) as refused:
        unpack(bomb, "gzip")
    assert refused.value.status == 413


def test_the_largest_is_unpacked():
    assert len(unpack(gzip.compress(b"\0" * otlp.LARGEST, 1, mtime=0), "gzip")) == otlp.LARGEST


@pytest.mark.parametrize("body", [b"", b"x", gzip.compress(b"x", mtime=0)[:-3], zlib.compress(b"x")])
def test_damaged_gzip_is_refused(body):
    with pytest.raises(Refused) as refused:
        unpack(body, "gzip")
    assert refused.value.status == 400


@given(st.binary(max_size=200))
def test_any_bytes_are_a_request_or_refused(body):
    with suppress(Refused):
        assert list(records(read_request(body), 1.0)) is not None


def test_records_have_the_same_id_whenever_they_come():
    first = request("ws-01", "linux_audit", ["a", "b"], at=1.0)
    again = request("ws-01", "linux_audit", ["a", "b"], at=2.0)
    ids = [[record.id for record in records(read_request(body), 5.0)] for body in (first, again)]
    assert ids[0] == ids[1]
    assert len(set(ids[0])) == 2


def test_records_of_other_hosts_and_sources_have_other_ids():
    ids = {
        next(records(read_request(request(host, source, ["a"], ids=["1"])), 5.0)).id
        for host in ("ws-01", "fin-01")
        for source in ("linux_audit", "mail_log")
    }
    assert len(ids) == 4


def test_a_request_may_name_several_hosts_and_each_is_seen():
    both = read_request(request("ws-01", "linux_audit", ["a"]) + request("fin-01", "linux_audit", ["b"]))
    assert senders(both) == {"ws-01", "fin-01"}


def test_bodies_keep_their_shape():
    body = {"MESSAGE": "m", "n": 1, "nested": {"x": True}}
    (record,) = records(read_request(request("h", "linux_auth", [body], at=7.0)), 9.0)
    assert record.body == body
    assert (record.observed, record.arrived, record.time) == (7.0, 9.0, 0.0)


@pytest.mark.parametrize(
    ("certificate", "name"),
    [
        ({"subject": ((("organizationName", "x"),), (("commonName", "ws-01"),))}, "ws-01"),
        ({"subject": ()}, ""),
        ({}, ""),
        (None, ""),
    ],
)
def test_common_name(certificate, name):
    assert common_name(certificate) == name


@pytest.mark.parametrize(("number", "expected"), [(0, b"\x00"), (127, b"\x7f"), (128, b"\x80\x01"), (300, b"\xac\x02")])
def test_varint(number, expected):
    assert _varint(number) == expected
