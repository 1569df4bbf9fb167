"""What an auditor may believe of the log shipper: it runs, it is known to the runtime, nothing is waiting."""

from __future__ import annotations

import json

from testinfra.host import Host

from nachtwacht.model.state import Site

UNIT = "nachtwacht-collector.service"
AGENT = "/etc/nachtwacht/agent"


def check_shipper_runs(host: Host, site: Site) -> None:
    """The log shipper runs, starts again with the machine, and is not root."""
    service = host.service(UNIT)
    assert service.is_running, f"{UNIT} does not run"
    assert service.is_enabled, f"{UNIT} does not start with the machine"
    assert host.check_output("systemctl show --property=User --value %s", UNIT) == "nachtwacht"


def check_configuration_is_accepted(host: Host, site: Site) -> None:
    """The shipper accepts its configuration, and every log of this machine is in it."""
    program = "/opt/nachtwacht/collector/nachtwacht-collector"
    result = host.run("%s validate --config /etc/nachtwacht/collector.yaml", program)
    assert result.rc == 0, result.stderr[-500:]
    text = host.file("/etc/nachtwacht/collector.yaml").content_string
    missing = [ship.source for ship in site.ships if f"/{ship.source}:" not in text]
    assert not missing, f"not shipped: {', '.join(missing)}"


def check_certificate_names_this_host(host: Host, site: Site) -> None:
    """The shipper's certificate carries this host's name, is signed by the customer's authority, and is valid tomorrow."""
    subject = host.check_output("openssl x509 -in %s/agent.pem -noout -subject -nameopt multiline", AGENT)
    assert subject.splitlines()[-1].split("=", 1)[1].strip() == site.host.name, subject
    verified = host.run("openssl verify -CAfile %s/ca.pem %s/agent.pem", AGENT, AGENT)
    assert verified.rc == 0, verified.stderr
    assert host.run("openssl x509 -in %s/agent.pem -noout -checkend 86400", AGENT).rc == 0, "it ends within a day"


def check_key_is_private(host: Host, site: Site) -> None:
    """The shipper's key can be read by root and the shipper only."""
    key = host.file(f"{AGENT}/agent.key")
    assert (key.user, key.group, key.mode & 0o137) == ("root", "nachtwacht", 0), oct(key.mode)


def check_runtime_can_be_reached(host: Host, site: Site) -> None:
    """The shipper has an open conversation with the runtime, or can begin one, over TLS with both sides known."""
    address = site.addresses[site.runtime_host]
    files = f"--cacert {AGENT}/ca.pem --cert {AGENT}/agent.pem --key {AGENT}/agent.key"
    result = host.run(f"curl --silent --show-error --max-time 5 --output /dev/null {files} https://{address}:4318/")
    assert result.rc == 0, result.stderr


def check_nothing_is_refused(host: Host, site: Site) -> None:
    """The shipper has said nothing in the last five minutes about records that it had to drop."""
    shown = host.check_output("journalctl --unit=%s --since=-5min --output=json --quiet", UNIT)
    said = [json.loads(line).get("MESSAGE", "") for line in shown.splitlines()]
    dropped = [text for text in said if "Dropping data" in str(text)]
    assert not dropped, dropped[-1]
