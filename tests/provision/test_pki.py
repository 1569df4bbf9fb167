"""A customer's authority: what it signs, what it refuses to be used for, and how its keys lie on disk."""

import socket
import ssl
import subprocess
import threading
from datetime import UTC, datetime, timedelta

import pytest
from cryptography import x509

from nachtwacht.ingest.registration import BadRegistration, verify_canary
from nachtwacht.model.failure import Failure
from nachtwacht.model.progress import silent
from nachtwacht.model.watch import CanaryRegistration
from nachtwacht.provision import canary_key, passphrase, pki
from nachtwacht.provision.passphrase import Passphrase

OPEN = Passphrase("open sesame, and a long one")
RUNTIME = pki.Agent(host="soc-01", address="127.0.0.1", customer="gouden-aar", server=True)
AGENT = pki.Agent(host="ws-01", address="10.91.10.21", customer="gouden-aar")


def host_key(folder, name="ws-01"):
    key = folder / f"{name}.key"
    subprocess.run(
        ["openssl", "genpkey", "-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-256", "-out", key], check=True
    )
    done = subprocess.run(
        ["openssl", "req", "-new", "-key", key, "-subj", f"/CN={name}"], check=True, capture_output=True, text=True
    )
    return key, done.stdout


@pytest.fixture
def ca(tmp_path):
    folder = tmp_path / "ca"
    pki.authority(folder, "gouden-aar", "soc-01", OPEN)
    return folder


def test_agent_and_runtime_trust_each_other_over_tls(ca, tmp_path):
    for agent in (RUNTIME, AGENT):
        _, request = host_key(tmp_path, agent.host)
        (tmp_path / f"{agent.host}.pem").write_text(pki.issue(ca, agent, request, OPEN))
    server = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH, cafile=ca / "ca.pem")
    server.verify_mode = ssl.CERT_REQUIRED
    server.load_cert_chain(tmp_path / "soc-01.pem", tmp_path / "soc-01.key")
    client = ssl.create_default_context(cafile=ca / "ca.pem")
    client.load_cert_chain(tmp_path / "ws-01.pem", tmp_path / "ws-01.key")
    for name in ("127.0.0.1", "soc-01", "soc-01.gouden-aar.nachtwacht.internal"):
        assert talk(server, client, name) == "ws-01"


def talk(server, client, name):
    ours, theirs = socket.socketpair()
    seen = {}

    def serve():
        with server.wrap_socket(theirs, server_side=True) as wrapped:
            seen["subject"] = dict(part[0] for part in wrapped.getpeercert()["subject"])
            wrapped.sendall(b"x")

    thread = threading.Thread(target=serve)
    thread.start()
    with client.wrap_socket(ours, server_hostname=name) as wrapped:
        wrapped.recv(1)
    thread.join()
    return seen["subject"]["commonName"]


def test_the_authority_cannot_speak_for_anybody_else(ca, tmp_path):
    other = pki.Agent(host="www.bank.example", address="127.0.0.1", customer="gouden-aar", server=True)
    _, request = host_key(tmp_path, "bank")
    (tmp_path / "leaf.pem").write_text(pki.issue(ca, other, request, OPEN))
    done = subprocess.run(
        ["openssl", "verify", "-CAfile", ca / "ca.pem", tmp_path / "leaf.pem"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert "permitted subtree violation" in done.stdout + done.stderr


def test_a_certificate_is_issued_anew_for_the_right_reasons(ca, tmp_path):
    authority = (ca / "ca.pem").read_text()
    _, request = host_key(tmp_path)
    _, another = host_key(tmp_path, "other")
    certificate = pki.issue(ca, AGENT, request, OPEN)
    assert pki.stale(certificate, authority, request, AGENT) == ""
    assert "key" in pki.stale(certificate, authority, another, AGENT)
    moved = pki.Agent(host="ws-01", address="10.91.10.22", customer="gouden-aar")
    assert "address" in pki.stale(certificate, authority, request, moved)
    elsewhere = pki.authority(tmp_path / "other-ca", "gouden-aar", "soc-01", OPEN)
    assert "authority" in pki.stale(certificate, elsewhere, request, AGENT)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pki, "AGENT_DAYS", 20)
        assert "days" in pki.stale(pki.issue(ca, AGENT, request, OPEN), authority, request, AGENT)


def test_a_request_that_is_not_for_a_good_key_is_refused(ca, tmp_path):
    subprocess.run(["openssl", "genrsa", "-out", tmp_path / "rsa", "2048"], check=True, capture_output=True)
    argv = ["openssl", "req", "-new", "-key", tmp_path / "rsa", "-subj", "/CN=x"]
    request = subprocess.run(argv, check=True, capture_output=True, text=True).stdout
    with pytest.raises(Failure, match="P-256"):
        pki.issue(ca, AGENT, request, OPEN)
    with pytest.raises(Failure, match="cannot be read"):
        pki.issue(ca, AGENT, "nonsense", OPEN)


def test_the_authority_stays_and_follows_the_runtime_host(ca):
    first = (ca / "ca.pem").read_text()
    assert pki.authority(ca, "gouden-aar", "soc-01", OPEN) == first
    assert pki.authority(ca, "gouden-aar", "soc-02", OPEN) != first


def test_keys_on_disk_are_sealed(ca):
    canary_key.public_key(ca, OPEN)
    for name in ("ca.key", "canary.key"):
        assert "ENCRYPTED PRIVATE KEY" in (ca / name).read_text()
        assert (ca / name).stat().st_mode & 0o777 == 0o600
    with pytest.raises(Failure, match=r"ca\.key does not open"):
        pki.authority(ca, "gouden-aar", "soc-01", Passphrase("wrong"))


def test_revoked_certificates_are_on_the_list(ca, tmp_path):
    _, request = host_key(tmp_path)
    pki.issue(ca, AGENT, request, OPEN)
    assert pki.revoke(ca, "ws-01", OPEN) == 1
    assert pki.revoke(ca, "ws-01", OPEN) == 0
    crl = x509.load_pem_x509_crl((ca / "ca.crl").read_bytes())
    assert [f"{one.serial_number:x}" for one in crl] == [one.serial for one in pki.issued(ca)]


def test_the_passphrase_comes_from_the_environment_or_a_file_of_its_own(tmp_path):
    said = []
    environment = {"XDG_CONFIG_HOME": str(tmp_path)}

    def hear(what, step, state, detail=""):
        said.append(detail)

    made = passphrase.find("gouden-aar", environment, hear)
    place = tmp_path / "nachtwacht/keys/gouden-aar"
    assert place.stat().st_mode & 0o777 == 0o600
    assert str(place) in said[0]
    assert passphrase.find("gouden-aar", environment, silent).reveal() == made.reveal()
    assert made.reveal() not in repr(made)
    assert passphrase.find("gouden-aar", {**environment, "NACHTWACHT_PASSPHRASE": "x"}, silent).reveal() == "x"
    place.chmod(0o644)
    with pytest.raises(Failure, match="others may read"):
        passphrase.find("gouden-aar", environment, silent)


def registration(**changes):
    now = datetime.now(UTC).timestamp()
    common = {"token": "nwc-" + "0" * 20, "customer": "gouden-aar", "use_case": "malware_execution", "asset": "ws-01"}
    return CanaryRegistration(**{**common, "issued": now, "expires": now + 600, **changes})


def test_a_canary_is_believed_only_with_its_signature_and_in_its_time(tmp_path):
    public = canary_key.public_key(tmp_path / "state/ca", OPEN)
    now = datetime.now(UTC)
    canary = registration()
    text = canary_key.sign_canary(tmp_path, canary, OPEN)
    assert verify_canary(public, text, now.timestamp()) == canary
    other = canary_key.public_key(tmp_path / "other", OPEN)
    wrong = {
        "signature": (other, text, now),
        "expired": (public, text, now + timedelta(minutes=11)),
        "future": (public, text, now - timedelta(minutes=11)),
        "form": (public, "nonsense", now),
        "good for more": (
            public,
            canary_key.sign_canary(tmp_path, registration(expires=canary.issued + 90000), OPEN),
            now,
        ),
    }
    for reason, (key, signed, at) in wrong.items():
        found = verify_canary(key, signed, at.timestamp())
        assert isinstance(found, BadRegistration)
        assert reason in found.reason


def test_any_change_of_the_text_breaks_it(tmp_path):
    public = canary_key.public_key(tmp_path / "state/ca", OPEN)
    text = canary_key.sign_canary(tmp_path, registration(), OPEN)
    now = datetime.now(UTC).timestamp()
    for index in range(0, len(text) - 1, 7):
        changed = text[:index] + ("A" if text[index] != "A" else "B") + text[index + 1 :]
        assert isinstance(verify_canary(public, changed, now), BadRegistration)
