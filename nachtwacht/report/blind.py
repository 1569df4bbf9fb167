"""What we do not see, and why: said before somebody asks."""

from __future__ import annotations

from collections.abc import Iterator

from nachtwacht.model.content import Catalog
from nachtwacht.model.coverage import Cell, CoveragePlan
from nachtwacht.report.words.coverage import WORDS
from nachtwacht.scope.sources import sight, sources


def blind(plan: CoveragePlan, catalog: Catalog, language: str) -> Iterator[str]:
    """A sentence for each thing in the scope that is not seen, or not wholly."""
    words, scope = WORDS[language], plan.scope
    for cell in plan.cells:
        if cell.state == "impossible":
            title = catalog.packs[cell.use_case].spec.title.of(language)
            because = why_impossible(plan, catalog, cell, language)
            yield words["blind cell"].format(title=title, asset=cell.asset, because=because)
    for network in scope.assets.networks:
        if network.watched_by is None:
            yield words["blind network"].format(name=network.name)
        elif not network.payload_readable:
            yield words["blind payload"].format(name=network.name)
    watched = {cell.asset for cell in plan.cells}
    sources_only = ("sensor", "gateway", "mail", "runtime")
    names = [host.name for host in scope.assets.hosts if host.kind not in sources_only]
    names += [identity.name for identity in scope.assets.identities]
    names += [cloud.name for cloud in scope.assets.cloud]
    names += [application.name for application in scope.assets.applications]
    for name in names:
        if name not in watched:
            yield words["blind asset"].format(name=name)


def why_impossible(plan: CoveragePlan, catalog: Catalog, cell: Cell, language: str) -> str:
    """The reasons in the reader's language."""
    found = sources(sight(plan.scope, catalog), catalog.packs[cell.use_case].spec, cell.asset)
    unreadable = {"nl": "het verkeer op {} is niet te lezen", "en": "the traffic of {} cannot be read"}[language]
    return "; ".join([*(lack.of(language) for lack in found.lacks), *(unreadable.format(n) for n in found.unreadable)])
