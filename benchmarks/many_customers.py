"""Makes many customers: varied, the same ones every time, valid, but for one in twenty that has a mistake."""

from __future__ import annotations

import random
from pathlib import Path

DAY = "2026-11-24"
"""The day that the customers are checked on."""
COUNTRIES = ("BE", "DE", "FR", "GB", "ES", "IT", "PL", "SE", "DK")
SECTORS = ("food", "health", "transport", "energy", "retail", "finance", "education")
MISTAKES = (
    ("kind: workstation", "kind: workstaton"),
    ("payload_readable: false", "payload_readable: no"),
    ("undo_after: 4h", "undo_after: 4 hours"),
    ("on: [finance]", "on: [finances]"),
    ("timezone: Europe/Amsterdam", "timezone: Europe/Amsterdm"),
    ("until: 2027-01-03", "until: 2028-01-03"),
    ("works_council: {status: agreed", "works_council: {status: pending"),
)


def scope(number: int, lines: int) -> str:
    """A customer's scope of about that many lines."""
    chance = random.Random(number)
    begin = _beginning(number, chance)
    end = _ending()
    hosts = _hosts(chance, lines - begin.count("\n") - end.count("\n"))
    text = begin + hosts + end
    if number % 20 == 0:
        text = text.replace(*MISTAKES[number // 20 % len(MISTAKES)], 1)
    return text


def hosts(text: str, number: int) -> str:
    """The ``hosts.yaml`` that goes with a scope: an address for each of its hosts."""
    rows = ""
    for at, line in enumerate((row for row in text.splitlines() if ", kind: " in row and "- {" in row), 1):
        network = line.split("network: lan-")[1][0] if "network: lan-" in line else "0"
        rows += f"  {line.split('name: ')[1].split(',')[0]}: {{address: 10.{number % 200}.{network}.{at}}}\n"
    return f"""version: 1
account: root
identity_file: /etc/nachtwacht/keys/id_ed25519
known_hosts: /etc/nachtwacht/keys/known_hosts

hosts:
{rows}
controller_addresses: [10.0.0.1]
"""


def make(folder: Path, customers: int, lines: int = 300) -> None:
    """Folders with ``scope.yaml`` and ``hosts.yaml`` in a folder of customers."""
    for number in range(customers):
        text = scope(number, lines)
        own = folder / f"c{number:04}"
        own.mkdir()
        (own / "scope.yaml").write_text(text, "utf-8")
        (own / "hosts.yaml").write_text(hosts(text, number), "utf-8")


def _beginning(number: int, chance: random.Random) -> str:
    people = "".join(
        f"  - name: {'ABCDEFGH'[person]}. de Vries\n    role: security_officer\n"
        f'    phone: "+31 20 555 {number % 100:02}{person:02}"\n    email: p{person}@c{number:04}.example\n'
        f"    reach: {'always' if person == 0 else 'office_hours'}\n    wait_minutes: {10 * (person + 1)}\n"
        for person in range(chance.randint(2, 5))
    )
    networks = "".join(
        f"    - {{name: lan-{net}, cidr: 10.{number % 200}.{net}.0/24, zone: internal, watched_by: sensor-1, "
        f"payload_readable: false}}\n"
        for net in range(chance.randint(2, 6))
    )
    return f"""# The promise to customer {number}.
version: 1
profile: office

customer:
  id: c{number:04}
  name: Customer {number}
  sector: {chance.choice(SECTORS)}
  timezone: Europe/Amsterdam
  language: {chance.choice(("nl", "en"))}
  contract: C-2026-{number:04}

service:
  wake_from: high                     # at night, what is below this waits until the morning
  observe_until: 2026-11-01

contacts:
{people}
business:
  countries: [{", ".join(sorted(("NL", *chance.sample(COUNTRIES, 2))))}]
  admin_hours: {{from: "06:00", to: "22:00"}}

assets:
  networks:
    - {{name: wan, cidr: {_public(number)}/29, zone: dmz, watched_by: sensor-1, payload_readable: false}}
{networks}"""


def _public(number: int) -> str:
    """An address of a /29 of its own, in a range that is public."""
    return f"45.{number // 32 // 256}.{number // 32 % 256}.{number % 32 * 8}"


def _hosts(chance: random.Random, lines: int) -> str:
    fixed = """  hosts:
    - {name: sensor-1, kind: sensor}
    - {name: gw-01, kind: gateway}
    - {name: mail-01, kind: mail, network: lan-1}
    - {name: soc-01, kind: runtime}   # the machine that we place
    - {name: fin-01, kind: server, group: finance, network: lan-0, criticality: crown_jewel, never_contain: true}
"""
    rows = [fixed]
    for host in range(lines - fixed.count("\n")):
        network = f"network: lan-{host % 2}"
        if chance.random() < 0.2:  # noqa: PLR2004  One in five is a server.
            rows.append(
                f"    - {{name: srv-{host:03}, kind: server, group: servers, {network}, criticality: important}}\n"
            )
        else:
            rows.append(
                f"    - {{name: ws-{host:03}, kind: workstation, group: workstations, {network}, user: u{host}}}\n"
            )
    return "".join(rows)


def _ending() -> str:
    return """
use_cases:
  - {use: phishing_then_foreign_traffic, on: [workstations]}
  - {use: off_hours_admin_login, on: [finance, servers], severity: high}
  - {use: malware_execution, on: [workstations, servers]}

response:
  - allow: isolate_endpoint
    on: [workstations]
    when: always
    from_severity: high
    approval: none
    at_most: 3 per hour
    undo_after: 4h
  - {allow: block_destination, on: [gw-01], when: always, from_severity: medium, approval: none, undo_after: 24h}

exclusions:
  - use_case: off_hours_admin_login
    on: [finance]
    reason: month-end closing
    owner: b. de vries
    approved_by: a. de vries
    from: 2026-12-30
    until: 2027-01-03

change_windows: []

privacy:
  processor_agreement: DPA-2026
  works_council: {status: agreed, date: 2026-10-01, reference: OR-26-11}
  nis2: {class: important}
"""
