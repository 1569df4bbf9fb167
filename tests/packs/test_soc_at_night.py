"""The SOC's own work at night is no finding; anybody else with half of what the SOC has is one."""

import pytest
from office import ADDRESSES, office

from nachtwacht import catalog
from nachtwacht.catalog.packs import read_pack
from nachtwacht.detect import Batch, State, detect, load_rules
from nachtwacht.detect.normalise.estate import Estate
from nachtwacht.detect.normalise.normalising import normalise
from nachtwacht.ingest.record import Record

NIGHT = 1793757600.0
WATCHERS = {"soc_addresses": ("10.91.10.1",), "soc_keys": ("SHA256:SocSocSoc",)}


@pytest.mark.parametrize(
    ("address", "key", "found"),
    [
        ("10.91.10.1", "SHA256:SocSocSoc", 0),
        ("10.91.10.21", "SHA256:SocSocSoc", 1),
        ("10.91.10.1", "SHA256:Other", 1),
        ("10.91.10.1", "SHA256:socsocsoc", 1),
    ],
)
def test_only_the_socs_key_from_the_socs_address_is_left_out(address, key, found):
    pack = read_pack(catalog.root() / "detection_packs" / "off_hours_admin_login")
    scope = office(use_cases=[{"use": "off_hours_admin_login", "on": ["fin-01"]}])
    loaded = load_rules({pack.spec.name: pack}, scope, WATCHERS)
    assert loaded.faults == ()
    body = {
        "MESSAGE": f"Accepted publickey for root from {address} port 51234 ssh2: ED25519 {key}",
        "SYSLOG_IDENTIFIER": "sshd-session",
        "__REALTIME_TIMESTAMP": str(int(NIGHT * 1e6)),
    }
    record = Record(id="r", host="fin-01", source="linux_auth", time=0.0, observed=0.0, arrived=0.0, body=body)
    events = normalise(record, Estate(scope, ADDRESSES))
    assert len(list(detect(Batch(events=events, now=NIGHT), loaded.rules, State.memory()))) == found
