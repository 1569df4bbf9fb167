"""What an auditor may believe of the network sensor."""

from __future__ import annotations

import json

from testinfra.host import Host

from nachtwacht.model.state import Site

UNIT = "nachtwacht-suricata.service"
CONFIG = "/etc/nachtwacht/suricata/suricata.yaml"
LOGS = "/var/log/nachtwacht/suricata"
EVE = f"{LOGS}/eve.json"


def check_sensor_runs(host: Host, site: Site) -> None:
    """The sensor runs and starts again with the machine."""
    service = host.service(UNIT)
    assert service.is_running, f"{UNIT} does not run"
    assert service.is_enabled, f"{UNIT} does not start with the machine"


def check_sensor_is_unprivileged(host: Host, site: Site) -> None:
    """The sensor runs as an account of its own and not as root."""
    users = host.check_output("systemctl show --property=User --value %s", UNIT)
    assert users == "nw-suricata", f"the sensor runs as {users or 'root'}"


def check_listens_on_the_mirror_port(host: Host, site: Site) -> None:
    """The mirror port is there and the sensor reads it."""
    interface = site.settings["interface"]
    assert host.interface(interface).exists, f"there is no interface {interface}"
    sockets = json.loads(host.check_output("ip -json -details link show dev %s", interface))
    assert sockets[0]["promiscuity"] >= 1, f"nobody reads {interface}"


def check_configuration_is_accepted(host: Host, site: Site) -> None:
    """Suricata accepts its configuration and every rule that it is given."""
    result = host.run("runuser -u nw-suricata -- suricata -T -c %s -l %s", CONFIG, LOGS)
    assert result.rc == 0, (result.stderr or result.stdout)[-500:]


def check_log_can_be_shipped(host: Host, site: Site) -> None:
    """The record of what passes is there, and only the sensor and the log shipper can read it."""
    log = host.file(EVE)
    assert log.exists, f"{EVE} is not there"
    assert log.group == "nachtwacht", f"{EVE} belongs to group {log.group}"
    assert log.mode & 0o007 == 0, f"everybody can read {EVE}"


def check_debian_service_is_off(host: Host, site: Site) -> None:
    """The service that the package brings is off, so that only one sensor runs."""
    assert not host.service("suricata.service").is_running, "suricata.service runs as well"
