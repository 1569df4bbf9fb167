"""A certificate authority per customer, and a certificate per agent for a key that never leaves its host."""

from __future__ import annotations

import threading
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec
from msgspec import Struct

from nachtwacht.model.failure import Failure
from nachtwacht.provision.sealed import put, seal, unseal

if TYPE_CHECKING:
    from cryptography.x509 import Certificate, CertificateSigningRequest

    from nachtwacht.provision.passphrase import Passphrase

AUTHORITY_DAYS = 5 * 365
AGENT_DAYS = 365
RENEW_DAYS = 30
_SKEW = timedelta(minutes=5)
_RECORD = threading.Lock()


class Agent(Struct, frozen=True, kw_only=True):
    """Whom a certificate is for. ``server`` adds serverAuth, and the host's plain name, for the runtime's host."""

    host: str
    address: str
    customer: str
    server: bool = False

    @property
    def name(self) -> str:
        """The agent's name within the customer's own part of the name space."""
        return f"{self.host}.{domain(self.customer)}"


class Issued(Struct, frozen=True, kw_only=True):
    """One line of the authority's record."""

    serial: str
    host: str
    until: str
    revoked: str = ""


def domain(customer: str) -> str:
    """The only part of the DNS that the authority may speak for (``.internal`` is reserved for private use by ICANN)."""
    return f"{customer}.nachtwacht.internal"


def authority(folder: Path, customer: str, runtime_host: str, passphrase: Passphrase) -> str:
    """The authority's certificate as PEM; made when there is none, or when it is for another runtime host or nearly over."""
    place = folder / "ca.pem"
    if place.exists() and (folder / "ca.key").exists():
        certificate = _read(place)
        if _suits(certificate, runtime_host):
            unseal(folder / "ca.key", passphrase)
            return place.read_text()
    return _make(folder, customer, runtime_host, passphrase)


def suits(place: Path, runtime_host: str) -> bool:
    """Whether the authority in a file is for that runtime host, and not nearly over."""
    return _suits(_read(place), runtime_host)


def issue(folder: Path, agent: Agent, request: str, passphrase: Passphrase) -> str:
    """A certificate for the key of a signing request, as PEM. What the request asks for is not taken over, but for its key."""
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.x509.oid import NameOID

    wanted = _checked(request, agent.host)
    key: Any = unseal(folder / "ca.key", passphrase)
    issuer = _read(folder / "ca.pem")
    now = datetime.now(UTC)
    until = min(now + timedelta(days=AGENT_DAYS), issuer.not_valid_after_utc)
    builder = (
        x509.CertificateBuilder()
        .subject_name(x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, agent.host)]))
        .issuer_name(issuer.subject)
        .public_key(wanted.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - _SKEW)
        .not_valid_after(until)
    )
    for extension, critical in _agent_extensions(agent, issuer, wanted):
        builder = builder.add_extension(extension, critical)
    certificate = builder.sign(key, hashes.SHA256())
    line = Issued(serial=f"{certificate.serial_number:x}", host=agent.host, until=until.isoformat(timespec="seconds"))
    with _RECORD:
        _write(folder, (*issued(folder), line))
    return certificate.public_bytes(serialization.Encoding.PEM).decode()


def stale(certificate: str, authority_pem: str, request: str, agent: Agent) -> str:
    """Why a certificate must be issued anew: another authority, another key, other names, nearly over; empty when it need not."""
    from cryptography import x509

    try:
        found, issuer = (
            x509.load_pem_x509_certificate(certificate.encode()),
            x509.load_pem_x509_certificate(authority_pem.encode()),
        )
        wanted = _checked(request, agent.host)
    except ValueError:
        return "it cannot be read"
    if not _signed_by(found, issuer):
        return "the authority is another one"
    if found.public_key() != wanted.public_key():
        return "the host's key is another one"
    names = found.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    if set(names) != set(_names(agent)):
        return "the host's names or address have changed"
    if found.not_valid_after_utc - datetime.now(UTC) < timedelta(days=RENEW_DAYS):
        return f"less than {RENEW_DAYS} days are left"
    return ""


def issued(folder: Path) -> tuple[Issued, ...]:
    """The authority's record."""
    place = folder / "issued.json"
    return msgspec.json.decode(place.read_bytes(), type=tuple[Issued, ...]) if place.exists() else ()


def revoke(folder: Path, host: str, passphrase: Passphrase) -> int:
    """Revoke every certificate of a host, and write the revocation list anew (RFC 5280, section 5); how many there were."""
    at = datetime.now(UTC).isoformat(timespec="seconds")
    with _RECORD:
        lines = issued(folder)
        mine = [line for line in lines if line.host == host and not line.revoked]
        if mine:
            _write(folder, tuple(msgspec.structs.replace(line, revoked=at) if line in mine else line for line in lines))
            _list(folder, passphrase)
    return len(mine)


def _list(folder: Path, passphrase: Passphrase) -> None:
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization

    now = datetime.now(UTC)
    builder = x509.CertificateRevocationListBuilder().issuer_name(_read(folder / "ca.pem").subject)
    builder = builder.last_update(now).next_update(now + timedelta(days=AGENT_DAYS))
    for line in issued(folder):
        if line.revoked:
            one = x509.RevokedCertificateBuilder().serial_number(int(line.serial, 16))
            builder = builder.add_revoked_certificate(one.revocation_date(datetime.fromisoformat(line.revoked)).build())
    key: Any = unseal(folder / "ca.key", passphrase)
    put(folder / "ca.crl", builder.sign(key, hashes.SHA256()).public_bytes(serialization.Encoding.PEM))


def _make(folder: Path, customer: str, runtime_host: str, passphrase: Passphrase) -> str:
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec
    from cryptography.x509.oid import NameOID

    key = ec.generate_private_key(ec.SECP256R1())
    now = datetime.now(UTC)
    name = x509.Name([
        x509.NameAttribute(NameOID.ORGANIZATION_NAME, "Nachtwacht"),
        x509.NameAttribute(NameOID.COMMON_NAME, f"Nachtwacht {customer} {now:%Y-%m-%d}"),
    ])  # fmt: skip
    builder = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - _SKEW)
        .not_valid_after(now + timedelta(days=AUTHORITY_DAYS))
    )
    for extension, critical in _authority_extensions(customer, runtime_host, key.public_key()):
        builder = builder.add_extension(extension, critical)
    certificate = builder.sign(key, hashes.SHA256()).public_bytes(serialization.Encoding.PEM)
    seal(folder / "ca.key", key, passphrase)
    put(folder / "ca.pem", certificate)
    return certificate.decode()


def _authority_extensions(customer: str, runtime_host: str, public: Any) -> list[tuple[Any, bool]]:
    """It signs agents only (path length 0), and only for names of this customer (RFC 5280, section 4.2.1.10)."""
    from cryptography import x509

    permitted = [x509.DNSName(domain(customer)), x509.DNSName(runtime_host)]
    return [
        (x509.BasicConstraints(ca=True, path_length=0), True),
        (_usage(key_cert_sign=True, crl_sign=True), True),
        (x509.NameConstraints(permitted_subtrees=permitted, excluded_subtrees=None), True),
        (x509.SubjectKeyIdentifier.from_public_key(public), False),
    ]


def _agent_extensions(agent: Agent, issuer: Certificate, wanted: CertificateSigningRequest) -> list[tuple[Any, bool]]:
    from cryptography import x509
    from cryptography.x509.oid import ExtendedKeyUsageOID

    uses = [ExtendedKeyUsageOID.CLIENT_AUTH, *([ExtendedKeyUsageOID.SERVER_AUTH] if agent.server else [])]
    identifier = issuer.extensions.get_extension_for_class(x509.SubjectKeyIdentifier).value
    return [
        (x509.BasicConstraints(ca=False, path_length=None), True),
        (_usage(digital_signature=True), True),
        (x509.ExtendedKeyUsage(uses), False),
        (x509.SubjectAlternativeName(_names(agent)), False),
        (x509.SubjectKeyIdentifier.from_public_key(wanted.public_key()), False),
        (x509.AuthorityKeyIdentifier.from_issuer_subject_key_identifier(identifier), False),
    ]


def _names(agent: Agent) -> list[Any]:
    from cryptography import x509

    plain = [x509.DNSName(agent.host)] if agent.server else []
    try:
        address = [x509.IPAddress(ip_address(agent.address))]
    except ValueError:  # hosts.yaml may name a host by a name that is looked up
        address = []
    return [x509.DNSName(agent.name), *plain, *address]


def _usage(**wanted: bool) -> Any:
    from cryptography import x509

    names = (
        "digital_signature", "content_commitment", "key_encipherment", "data_encipherment", "key_agreement",
        "key_cert_sign", "crl_sign", "encipher_only", "decipher_only",
    )  # fmt: skip
    return x509.KeyUsage(**{**dict.fromkeys(names, False), **wanted})


def _checked(request: str, host: str) -> CertificateSigningRequest:
    from cryptography import x509
    from cryptography.hazmat.primitives.asymmetric import ec

    try:
        wanted = x509.load_pem_x509_csr(request.encode())
    except ValueError:
        raise _bad_request(host, "cannot be read") from None
    key = wanted.public_key()
    if not wanted.is_signature_valid:
        raise _bad_request(host, "is not signed by its own key")
    if not isinstance(key, ec.EllipticCurvePublicKey) or not isinstance(key.curve, ec.SECP256R1):
        raise _bad_request(host, "is not for a P-256 key")
    return wanted


def _bad_request(host: str, what: str) -> Failure:
    return Failure(
        f"the signing request of {host} {what}",
        mend=f"remove /etc/nachtwacht/agent on {host}, then run the same command again",
    )


def _suits(certificate: Certificate, runtime_host: str) -> bool:
    from cryptography import x509

    permitted = certificate.extensions.get_extension_for_class(x509.NameConstraints).value.permitted_subtrees or []
    left = certificate.not_valid_after_utc - datetime.now(UTC)
    return x509.DNSName(runtime_host) in permitted and left > timedelta(days=AGENT_DAYS)


def _signed_by(certificate: Certificate, issuer: Certificate) -> bool:
    from cryptography.exceptions import InvalidSignature

    try:
        certificate.verify_directly_issued_by(issuer)
    except (ValueError, TypeError, InvalidSignature):
        return False
    return True


def _read(place: Path) -> Certificate:
    from cryptography import x509

    return x509.load_pem_x509_certificate(place.read_bytes())


def _write(folder: Path, lines: tuple[Issued, ...]) -> None:
    put(folder / "issued.json", msgspec.json.format(msgspec.json.encode(lines), indent=1))
