"""Suricata's eve.json lines into network events: who inside talked to what, by name, port and country."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from nachtwacht.detect.normalise.draft import Draft, Unreadable, epoch, json_of
from nachtwacht.detect.normalise.estate import Address, Estate, address_of
from nachtwacht.ingest.record import Record

CATEGORIES: dict[str, tuple[str, ...]] = {
    "dns": ("dns", "dns_query"),
    "tls": ("network_connection", "tls"),
    "http": ("network_connection", "proxy"),
    "flow": ("network_connection",),
    "quic": ("network_connection", "tls"),
    "alert": ("ids",),
    "anomaly": (),
    "dhcp": (),
}
_QUIET = frozenset({"stats"})
_OF_A_PACKET = frozenset({"alert", "anomaly", "fileinfo"})
"""Records that have the ends of a packet, not of the connection."""
_DNS_PORT = 53
_FIRST_CLIENT_PORT = 1024


def drafts(record: Record, estate: Estate) -> Iterable[Draft]:
    """One event a line; statistics of the sensor itself are none."""
    line = json_of(record.body)
    kind = str(line.get("event_type", ""))
    if not kind:
        raise Unreadable("no eve record: it has no event_type")
    if kind in _QUIET:
        return []
    fields = eve_fields(line)
    source, target = address_of(fields["SourceIp"]), address_of(fields["DestinationIp"])
    return [
        Draft(
            product="suricata",
            service=kind,
            categories=CATEGORIES.get(kind, ("network_connection",)),
            fields=fields | {"Initiated": estate.inside(source), "DestinationInside": estate.inside(target)},
            asset=estate.host_at(source) or estate.host_at(target),
            time=_began(line, kind),
        )
    ]


def eve_fields(line: Mapping[str, Any]) -> dict[str, Any]:
    """The fields of an eve record: both ends with the client first, and what the protocol adds."""
    kind = str(line.get("event_type", ""))
    source, target, ports = _client_first(line, kind)
    fields = {
        "SourceIp": _text(source),
        "SourcePort": ports[0],
        "DestinationIp": _text(target),
        "DestinationPort": ports[1],
        "Protocol": line.get("proto"),
        "ApplicationProtocol": line.get("app_proto"),
        "Interface": line.get("in_iface"),
        "CommunityId": line.get("community_id"),
        "flow_id": line.get("flow_id"),
    }
    make = _DETAILS.get(kind)
    details = make(_mapping(line.get(kind))) if make else {}
    if "DestinationIp" in details:  # The address that a name stands for, not the name server's: its port is not known.
        del fields["DestinationPort"]
    return fields | {name: value for name, value in details.items() if value not in (None, "", [])}


def _client_first(line: Mapping[str, Any], kind: str) -> tuple[Address | None, Address | None, tuple[Any, Any]]:
    """Both ends and their ports, the client's first, whichever of them sent the packet that the record is about."""
    ends = line
    if kind in _OF_A_PACKET and "src_ip" in _mapping(line.get("flow")):
        ends = _mapping(line.get("flow"))
    source, target = address_of(ends.get("src_ip")), address_of(ends.get("dest_ip"))
    ports = ends.get("src_port"), ends.get("dest_port")
    answered = kind in _OF_A_PACKET and ends is line and _is_server(ports[0]) and not _is_server(ports[1])
    if answered or (kind == "dns" and ports[0] == _DNS_PORT and ports[1] != _DNS_PORT):
        return target, source, (ports[1], ports[0])
    return source, target, ports


def _is_server(port: Any) -> bool:
    return isinstance(port, int) and port < _FIRST_CLIENT_PORT


def _began(line: Mapping[str, Any], kind: str) -> float | None:
    """A flow is written when it has ended, but it happened when it began."""
    start = epoch(_mapping(line.get("flow")).get("start")) if kind == "flow" else None
    return start if start is not None else epoch(line.get("timestamp"))


def _dns(dns: dict[str, Any]) -> dict[str, Any]:
    """Version 2 of the record names the question at the top, version 3 in a list of queries."""
    queries = dns.get("queries") if isinstance(dns.get("queries"), list) else []
    query = _mapping(queries[0]) if queries else dns
    answers = [str(item.get("rdata")) for item in dns.get("answers", []) if _mapping(item).get("rdata")]
    resolved = [answer for answer in answers if address_of(answer) is not None]
    destination = {"DestinationIp": resolved[0]} if resolved else {}
    return {
        "DestinationHostname": _name(query.get("rrname")),
        "QueryName": _name(query.get("rrname")),
        "QueryType": query.get("rrtype"),
        "QueryResults": answers,
        "Direction": dns.get("type"),
        "rcode": dns.get("rcode"),
        **destination,
    }


def _tls(tls: dict[str, Any]) -> dict[str, Any]:
    return {
        "DestinationHostname": _name(tls.get("sni")),
        "TlsVersion": tls.get("version"),
        "TlsSubject": tls.get("subject"),
        "TlsIssuer": tls.get("issuerdn"),
        "Ja3": _mapping(tls.get("ja3")).get("hash"),
        "Ja4": tls.get("ja4"),
    }


def _http(http: dict[str, Any]) -> dict[str, Any]:
    return {
        "DestinationHostname": _name(http.get("hostname")),
        "c-uri": http.get("url"),
        "cs-method": http.get("http_method"),
        "c-useragent": http.get("http_user_agent"),
        "sc-status": http.get("status"),
    }


def _flow(flow: dict[str, Any]) -> dict[str, Any]:
    return {
        "BytesToServer": flow.get("bytes_toserver"),
        "BytesToClient": flow.get("bytes_toclient"),
        "PacketsToClient": flow.get("pkts_toclient"),
        "FlowState": flow.get("state"),
        "FlowStart": flow.get("start"),
    }


def _alert(alert: dict[str, Any]) -> dict[str, Any]:
    return {
        "Signature": alert.get("signature"),
        "SignatureId": alert.get("signature_id"),
        "SignatureCategory": alert.get("category"),
        "SignatureSeverity": alert.get("severity"),
        "Action": alert.get("action"),
    }


_DETAILS: dict[str, Callable[[dict[str, Any]], dict[str, Any]]] = {
    "quic": _tls,
    "dns": _dns,
    "tls": _tls,
    "http": _http,
    "flow": _flow,
    "alert": _alert,
}


def _text(address: Address | None) -> str:
    return str(address) if address is not None else ""


def _name(text: Any) -> str:
    return str(text).rstrip(".").lower() if text else ""


def _mapping(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}
