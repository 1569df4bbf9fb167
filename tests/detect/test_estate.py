"""Whose address, which country: the customer's own list first, then the registries; never a guess."""

from __future__ import annotations

import pytest

from nachtwacht.detect.normalise.estate import Estate, address_of
from tests.packs.office import ADDRESSES, office

NETWORKS = [
    {"cidr": "198.51.100.128/25", "country": "NL"},
    {"cidr": "198.51.100.0/24", "country": "CN"},
    {"cidr": "2001:db8:7::/48", "country": "BR"},
    {"cidr": "8.8.8.0/24", "country": "NL"},
]


@pytest.fixture
def estate():
    scope = office()
    business = {"countries": ["NL"], "admin_hours": {"from": "06:00", "to": "22:00"}, "known_networks": NETWORKS}
    assert scope
    return Estate(office(business=business), ADDRESSES)


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("198.51.100.7", "CN"),
        ("198.51.100.200", "NL"),
        ("::ffff:198.51.100.7", "CN"),
        ("2001:db8:7::1", "BR"),
        ("2001:db8:8::1", None),
        ("8.8.8.8", "NL"),
        ("8.8.4.4", "US"),
        ("2001:4860:4860::8888", "US"),
        ("10.91.10.21", None),
        ("127.0.0.1", None),
        ("224.0.0.1", None),
        ("fe80::1%eth0", None),
        ("255.255.255.255", None),
        ("999.1.1.1", None),
        ("nonsense", None),
        ("", None),
    ],
)
def test_country(estate, text, country):
    assert estate.country_of(address_of(text)) == country


def test_hosts_users_and_networks(estate):
    assert estate.host_at(address_of("::ffff:10.91.10.21")) == "ws-01"
    assert estate.host_at(address_of("10.91.10.99")) == ""
    assert estate.inside(address_of("10.91.10.99"))
    assert not estate.inside(address_of("198.51.100.7"))
    assert estate.user_at("ws-01") == "j.bakker"
    assert estate.desk_of("J.Bakker") == "ws-01"
    assert estate.desk_of("nobody") == ""
