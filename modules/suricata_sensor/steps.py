"""Suricata on the mirror port: reads metadata of what passes, unprivileged, and writes it as JSON lines."""

from __future__ import annotations

from nachtwacht.model.state import Directory, File, HostState, Render, Site, Step, Unit, User

CONFIG = "/etc/nachtwacht/suricata"
RULES = f"{CONFIG}/rules"
LOGS = "/var/log/nachtwacht/suricata"
STATE = "/var/lib/nachtwacht/suricata"
UNITS = "/etc/systemd/system"
SENSOR = "nachtwacht-suricata"
ACCOUNT = "nw-suricata"
READER = User(name="nachtwacht", home="/var/lib/nachtwacht", groups=("systemd-journal",))
"""Whom the log shipper runs as; its group may read what the sensor writes."""


def steps(site: Site, render: Render) -> tuple[Step, ...]:
    """The sensor, and the hourly rotation of its log."""
    return (
        Step(name="sensor", do=_sensor(site, render)),
        Step(name="rotation", do=_rotation(site, render)),
    )


def _sensor(site: Site, render: Render) -> HostState:
    """Debian's own unit listens on the wrong port with every privilege: it is masked while ours runs."""
    config, unit = f"{CONFIG}/suricata.yaml", f"{UNITS}/{SENSOR}.service"
    names = {"rules": RULES, "logs": LOGS, "account": ACCOUNT, "sensor": SENSOR, "config": config, **site.settings}
    reload_service, reload_path = f"{SENSOR}-reload.service", f"{SENSOR}-reload.path"
    return HostState(
        packages=("suricata",),
        users=(READER, User(name=ACCOUNT, home=STATE)),
        directories=_directories(),
        files=(
            File(path=config, content=render("suricata.yaml.j2", networks=_networks(site), **names)),
            File(path=f"{RULES}/nachtwacht.rules", content=render("nachtwacht.rules")),
            File(path=unit, content=render("sensor.service.j2", **names)),
            File(path=f"{UNITS}/{reload_service}", content=render("reload.service.j2", **names)),
            File(path=f"{UNITS}/{reload_path}", content=render("reload.path.j2", **names)),
        ),
        units=(
            Unit(name="suricata.service", enabled=False, running=False, masked=True),
            Unit(name=f"{SENSOR}.service", restart_on=(config, unit)),
            Unit(name=reload_path, restart_on=(f"{UNITS}/{reload_path}",)),
        ),
        leftovers=(f"{LOGS}/*", f"{STATE}/*"),
    )


def _directories() -> tuple[Directory, ...]:
    return (
        Directory(path="/etc/nachtwacht"),
        Directory(path=CONFIG, purge=True),
        Directory(path=RULES, purge=True),
        Directory(path="/var/log/nachtwacht"),
        Directory(path=LOGS, owner=ACCOUNT, group="nachtwacht", mode="2750", purge=True),
        Directory(path="/var/lib/nachtwacht"),
        Directory(path=STATE, owner=ACCOUNT, group=ACCOUNT, mode="0750", purge=True),
    )


def _rotation(site: Site, render: Render) -> HostState:
    """A rotation of our own: the system's runs once a day and would keep our log in its state file."""
    names = {
        "sensor": SENSOR,
        "logs": LOGS,
        "account": ACCOUNT,
        "state": STATE,
        "config": f"{CONFIG}/logrotate.conf",
        **site.settings,
    }
    service, timer = f"{UNITS}/{SENSOR}-rotate.service", f"{UNITS}/{SENSOR}-rotate.timer"
    return HostState(
        packages=("logrotate",),
        files=(
            File(path=f"{CONFIG}/logrotate.conf", content=render("logrotate.conf.j2", **names)),
            File(path=service, content=render("rotate.service.j2", **names)),
            File(path=timer, content=render("rotate.timer.j2", **names)),
        ),
        units=(Unit(name=f"{SENSOR}-rotate.timer", restart_on=(timer,)),),
    )


def _networks(site: Site) -> tuple[str, ...]:
    """Every network of the customer counts as home, whichever sensor watches it."""
    return tuple(network.cidr for network in site.scope.assets.networks)
