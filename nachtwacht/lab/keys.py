"""The laboratory's SSH keys: made on the controller, so that host keys are pinned before the first connection."""

from __future__ import annotations

from nachtwacht.lab.place import Place
from nachtwacht.lab.shell import call
from nachtwacht.lab.topology import HOSTS, LabHost


def make(place: Place) -> None:
    """The identity, a host key for each host, ``known_hosts`` and ``ssh_config``."""
    _generate(place.identity, "nachtwacht laboratory")
    place.keys("").mkdir(exist_ok=True)
    for host in HOSTS:
        _generate(place.keys(host.name), host.name)
    public = {host.name: place.keys(host.name).with_suffix(".pub").read_text() for host in HOSTS}
    place.known_hosts.write_text(known_hosts(public))
    place.ssh_config.write_text(ssh_config(place))


def known_hosts(public: dict[str, str]) -> str:
    """One line a host in OpenSSH's format (sshd(8)): its name and all its addresses, then the key."""
    lines = []
    for host in HOSTS:
        names = ",".join([host.name, *(port.address for port in host.ports)])
        lines.append(f"{names} {' '.join(public[host.name].split()[:2])}\n")
    return "".join(lines)


def ssh_config(place: Place) -> str:
    """For ``ssh -F``: every host by name, the pinned keys only, no key but ours."""
    hosts = "\n".join(_host(host) for host in HOSTS)
    return (
        f"{hosts}\nHost *\n  User root\n  IdentityFile {place.identity}\n  IdentitiesOnly yes\n"
        f"  UserKnownHostsFile {place.known_hosts}\n  GlobalKnownHostsFile none\n  StrictHostKeyChecking yes\n"
        "  UpdateHostKeys no\n  ConnectTimeout 10\n  BatchMode yes\n"
    )


def _host(host: LabHost) -> str:
    return f"Host {host.name}\n  HostName {host.address}\n  HostKeyAlias {host.name}\n"


def _generate(path: object, comment: str) -> None:
    call(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", comment, "-f", str(path)])
