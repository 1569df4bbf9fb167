"""Where things of ours lie on a host, and as whom they run: what several modules share."""

from __future__ import annotations

from nachtwacht.model.state import Directory, User

CONFIG = "/etc/nachtwacht"
STATE = "/var/lib/nachtwacht"
LOGS = "/var/log/nachtwacht"
PROGRAMS = "/usr/local/lib/nachtwacht"
SOFTWARE = "/opt/nachtwacht"
UNITS = "/etc/systemd/system"

AGENT = User(name="nachtwacht", home=STATE, groups=("systemd-journal",))
"""Whom the log shipper runs as. Its group may read what is to be shipped, and the agent's key."""
AGENT_KEY = f"{CONFIG}/agent/agent.key"
AGENT_CERTIFICATE = f"{CONFIG}/agent/agent.pem"
AGENT_CA = f"{CONFIG}/agent/ca.pem"

RUNTIME_PORT = 4318
"""Where the runtime takes OTLP/HTTP in (the port that IANA and the OTLP specification give to it)."""
RESPONDER = "nw-respond"
"""The account that the runtime logs in with to carry out a response."""

SHARED = (Directory(path=CONFIG), Directory(path=STATE), Directory(path=LOGS))
"""Folders that every module on a host may need; the last one to go takes them away."""


def unit(name: str) -> str:
    """The file of a unit of ours."""
    return f"{UNITS}/{name}"
