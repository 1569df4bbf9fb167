"""A milter beside Postfix that writes down every accepted mail, and can never hold one up."""

from __future__ import annotations

import json

from nachtwacht.model.layout import AGENT, CONFIG, LOGS, PROGRAMS, SHARED, STATE, unit
from nachtwacht.model.state import Directory, File, HostState, Render, Setting, Site, Step, Unit, User

ACCOUNT = "nw-mail"
FOLDER = f"{LOGS}/mail"
CODE = f"{PROGRAMS}/mailwatch"
PARTS = ("__init__", "links", "parts", "record")
SETTINGS = f"{CONFIG}/mail.json"
ROTATION = f"{CONFIG}/mail-logrotate.conf"
QUEUE = "/var/spool/postfix"
SOCKET = "nachtwacht/milter.sock"
"""Below Postfix's queue folder, because smtpd may be confined to it."""
NAME = "nachtwacht-mail"


def steps(site: Site, render: Render) -> tuple[Step, ...]:
    """The milter first, then its rotation; Postfix is told of it when it runs."""
    return (
        Step(name="watch", do=_watch(site, render)),
        Step(name="rotation", do=_rotation(site, render)),
        Step(name="connection", do=_connection()),
    )


def _watch(site: Site, render: Render) -> HostState:
    program, service = f"{CODE}/milter.py", unit(f"{NAME}.service")
    settings = {
        "socket": f"{QUEUE}/{SOCKET}",
        "log": f"{FOLDER}/mail.jsonl",
        "most_bytes": site.settings["read_kb"] * 1024,
    }
    names = {"account": ACCOUNT, "program": program, "logs": FOLDER, "spool": f"{QUEUE}/nachtwacht"}
    code = tuple(File(path=f"{CODE}/{part}.py", content=render(f"mailwatch/{part}.py")) for part in PARTS)
    return HostState(
        packages=("python3-milter",),
        users=(AGENT, User(name=ACCOUNT)),
        directories=(
            *SHARED,
            Directory(path=FOLDER, owner=ACCOUNT, group=AGENT.name, mode="2750", purge=True),
            Directory(path=f"{QUEUE}/nachtwacht", owner=ACCOUNT, group="postfix", mode="2750", purge=True),
            Directory(path=PROGRAMS),
            Directory(path=CODE),
        ),
        files=(
            *code,
            File(path=program, content=render("mailwatch/milter.py")),
            File(path=SETTINGS, content=json.dumps(settings, indent=2, sort_keys=True) + "\n"),
            File(path=service, content=render("mail.service.j2", **names)),
        ),
        units=(Unit(name=f"{NAME}.service", restart_on=(service, SETTINGS, program, *(each.path for each in code))),),
        leftovers=(f"{FOLDER}/*", f"{QUEUE}/{SOCKET}", f"{CODE}/__pycache__"),
    )


def _rotation(site: Site, render: Render) -> HostState:
    names = {"logs": FOLDER, "account": ACCOUNT, "config": ROTATION, "state": f"{STATE}/mail-logrotate.state"}
    service, timer = unit(f"{NAME}-rotate.service"), unit(f"{NAME}-rotate.timer")
    return HostState(
        packages=("logrotate",),
        files=(
            File(path=ROTATION, content=render("logrotate.conf.j2", keep_mb=site.settings["keep_mb"], **names)),
            File(path=service, content=render("rotate.service.j2", **names)),
            File(path=timer, content=render("rotate.timer.j2", **names)),
        ),
        units=(Unit(name=f"{NAME}-rotate.timer", restart_on=(timer,)),),
        leftovers=(f"{STATE}/mail-logrotate.state*",),
    )


def _connection() -> HostState:
    """Postfix goes on without us at once when we do not answer: mail is never lost and never late."""
    limits = "connect_timeout=2s command_timeout=2s content_timeout=5s default_action=accept"
    value = f"{{ unix:{SOCKET} {limits} }}"
    return HostState(
        settings=(Setting(tool="postconf", name="smtpd_milters", value=value, append=True),),
        units=(Unit(name="postfix.service", reload_on=("/etc/postfix/main.cf",)),),
    )
