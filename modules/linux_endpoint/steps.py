"""An endpoint: the kernel's audit through laurel as JSON lines, a journal that lasts, and the responder."""

from __future__ import annotations

from nachtwacht.model.layout import AGENT, CONFIG, SHARED, unit
from nachtwacht.model.responder import responder
from nachtwacht.model.state import Directory, File, HostState, Render, Site, Step, Unit, User

LOGS = "/var/log/laurel"
SETTINGS = f"{CONFIG}/laurel.toml"
PLUGIN = "/etc/audit/plugins.d/laurel.conf"
RULES = f"{CONFIG}/audit.rules"
JOURNAL = "/etc/systemd/journald.conf.d/nachtwacht.conf"
SOCKET = "/run/audispd_events"


def steps(site: Site, render: Render) -> tuple[Step, ...]:
    """Accounts before the package that would make one of them itself, then the sources, then the responder."""
    relayed = site.settings["audit_input"] == "relay"
    return (
        Step(name="accounts", do=_accounts()),
        Step(name="audit", do=_relayed(site, render) if relayed else _audited(site, render)),
        Step(name="journal", do=_journal(render)),
        Step(name="responder", do=responder(site, render)),
    )


def _accounts() -> HostState:
    return HostState(
        users=(AGENT, User(name="_laurel", home=LOGS)),
        directories=(*SHARED, Directory(path=LOGS, owner="_laurel", group="_laurel", purge=True)),
        leftovers=(f"{LOGS}/*",),
    )


def _relayed(site: Site, render: Render) -> HostState:
    """Laurel as a service of its own that reads the relay's socket."""
    service = unit("nachtwacht-laurel.service")
    return HostState(
        packages=("laurel",),
        files=(
            _laurel(site, render, f"unix:{SOCKET}"),
            File(path=service, content=render("laurel.service.j2", socket=SOCKET, config=SETTINGS, logs=LOGS)),
        ),
        units=(Unit(name="nachtwacht-laurel.service", restart_on=(SETTINGS, service)),),
    )


def _audited(site: Site, render: Render) -> HostState:
    """Laurel as auditd's plugin, and rules of ours that come and go by their keys."""
    service = unit("nachtwacht-audit-rules.service")
    rules = render("audit.rules.j2", connections=site.settings["watch_connections"])
    return HostState(
        packages=("auditd", "laurel"),
        files=(
            _laurel(site, render, "stdin"),
            File(path=PLUGIN, content=render("plugin.conf.j2", config=SETTINGS), mode="0640"),
            File(path=RULES, content=rules, mode="0600"),
            File(path=service, content=render("audit-rules.service.j2", rules=RULES)),
        ),
        units=(
            # auditd refuses to be restarted by systemd; when it reloads, it starts its plugins anew.
            Unit(name="auditd.service", reload_on=(SETTINGS, PLUGIN)),
            Unit(name="nachtwacht-audit-rules.service", restart_on=(RULES, service)),
        ),
    )


def _laurel(site: Site, render: Render, source: str) -> File:
    size = site.settings["keep_mb"] * 1_000_000
    return File(path=SETTINGS, content=render("laurel.toml.j2", input=source, logs=LOGS, size=size, reader=AGENT.name))


def _journal(render: Render) -> HostState:
    """The journal on disk: log-ins are not lost with a restart, and the shipper finds where it was."""
    return HostState(
        directories=(
            Directory(path="/etc/systemd/journald.conf.d"),
            Directory(path="/var/log/journal", group="systemd-journal", mode="2755", purge=True),
        ),
        files=(File(path=JOURNAL, content=render("journald.conf.j2")),),
        units=(Unit(name="systemd-journald.service", restart_on=(JOURNAL,)),),
    )
