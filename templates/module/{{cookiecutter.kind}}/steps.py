"""{{ cookiecutter.purpose_en }}"""

from __future__ import annotations

from nachtwacht.model.layout import CONFIG, SHARED, unit
from nachtwacht.model.state import File, HostState, Render, Site, Step, Unit

NAME = "nachtwacht-{{ cookiecutter.kind | replace('_', '-') }}"
SETTINGS = f"{CONFIG}/{{ cookiecutter.kind }}.json"


def steps(site: Site, render: Render) -> tuple[Step, ...]:
    """One step. Its undo is derived from what it makes and displaces."""
    return (Step(name="watch", do=_watch(site, render)),)


def _watch(site: Site, render: Render) -> HostState:
    service, timer = unit(f"{NAME}.service"), unit(f"{NAME}.timer")
    names = {"host": site.host.name, "settings": SETTINGS, **site.settings}
    return HostState(
        directories=SHARED,
        files=(
            File(path=SETTINGS, content=render("settings.json.j2", **names)),
            File(path=service, content=render("watch.service.j2", **names)),
            File(path=timer, content=render("watch.timer.j2", **names)),
        ),
        units=(Unit(name=f"{NAME}.timer", restart_on=(timer,)),),
    )
