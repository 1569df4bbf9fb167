"""From the plan and its evidence to what the coverage report shows. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from zoneinfo import ZoneInfo

from msgspec import Struct

from nachtwacht.model.content import Catalog
from nachtwacht.model.coverage import CanaryRun, Cell, CoveragePlan, Evidence
from nachtwacht.model.scope import Exclusion
from nachtwacht.plan.rights import rights
from nachtwacht.plan.shifts import Shift
from nachtwacht.report.blind import blind, why_impossible
from nachtwacht.report.change import response_sentences
from nachtwacht.report.moments import day, in_words, moment
from nachtwacht.report.timeline import label, timeline
from nachtwacht.report.view import CellView, CheckView, ExclusionView, Group, HostView, Rest, View
from nachtwacht.report.words.coverage import STATES, WORDS
from nachtwacht.report.words.response import PHRASES
from nachtwacht.scope.sources import kinds_of
from nachtwacht.verify.matrix import Judgement, arrived, judge, last_checks


class Told(Struct, frozen=True):
    """What a report is made from."""

    plan: CoveragePlan
    catalog: Catalog
    evidence: tuple[Evidence, ...]
    now: float
    language: str
    kinds: dict[str, str]

    @property
    def words(self) -> dict[str, str]:
        """The words in the reader's language."""
        return WORDS[self.language]

    @property
    def timezone(self) -> str:
        """The customer's time zone."""
        return self.plan.scope.customer.timezone

    def title(self, use_case: str) -> str:
        """A use case in the reader's words."""
        pack = self.catalog.packs.get(use_case)
        return pack.spec.title.of(self.language) if pack else use_case

    def kind(self, asset: str) -> str:
        """What an asset is, in the reader's words."""
        kind = self.kinds.get(asset, "network")
        return PHRASES[self.language].get(f"kind {kind}", kind.replace("_", " ")).split("|")[0]

    def purpose(self, module: str) -> str:
        """What a module is for, in the reader's words."""
        spec = self.catalog.modules.get(module)
        return spec.purpose.of(self.language) if spec else ""

    def count(self, number: int, what: str) -> str:
        """A number with its noun."""
        one, many = self.words[what].split("|")
        return f"{number} {one if number == 1 else many}"


def coverage_view(
    plan: CoveragePlan, catalog: Catalog, evidence: Iterable[Evidence], *, now: float, language: str
) -> View:
    """Everything that the report shows, at ``now`` (UTC seconds), in ``nl`` or ``en``."""
    told = Told(plan, catalog, tuple(evidence), now, language, kinds_of(plan.scope))
    cells = tuple(_cell(told, cell) for cell in plan.cells)
    counts = {state: sum(1 for cell in cells if cell.state == state) for state in STATES}
    uses = tuple(dict.fromkeys((cell.use_case, cell.title) for cell in cells))
    customer = plan.scope.customer
    return View(
        language=language,
        customer=customer.name,
        identity=customer.id,
        timezone=customer.timezone,
        when=moment(now, customer.timezone, language),
        promise=_promise(told, cells),
        verdict=_verdict(told, counts["proven"], len(cells)),
        counts=counts,
        use_cases=uses,
        rows=_rows(told, cells, uses),
        cells=cells,
        groups=tuple(_group(told, use, [cell for cell in cells if cell.use_case == use]) for use, _ in uses),
        hosts=_hosts(told),
        rights=_rights(told),
        cautions=_cautions(told),
        exclusions=tuple(_exclusion(told, exclusion) for exclusion in plan.scope.exclusions),
        blind=tuple(blind(plan, catalog, language)),
        runs=len(told.evidence),
    )


def _cell(told: Told, cell: Cell) -> CellView:
    said = judge(told.plan, cell, told.evidence, told.now)
    proven = _last_proven(told, cell)
    ago = _ago(told, proven.at) if proven else ""
    return CellView(
        anchor=f"{cell.use_case}-{cell.asset}",
        use_case=cell.use_case,
        title=told.title(cell.use_case),
        asset=cell.asset,
        kind=told.kind(cell.asset),
        severity=PHRASES[told.language][cell.severity],
        state=said.state,
        because=_because(told, cell, said),
        tried=_when(told, said.run.at) if said.run else "",
        proven=told.words["last proven"].format(when=_when(told, proven.at)) if proven else told.words["never"],
        short=ago if said.state == "proven" else "",
        rests_on=_rests(told, cell),
        timeline=timeline(said.run, told.timezone, told.language) if said.run else None,
        run=said.run,
    )


def _group(told: Told, use_case: str, cells: list[CellView]) -> Group:
    purpose = told.catalog.packs[use_case].spec.purpose.of(told.language)
    return Group(told.title(use_case), purpose, tuple(cells))


def _because(told: Told, cell: Cell, said: Judgement) -> str:
    if said.state == "impossible":
        return why_impossible(told.plan, told.catalog, cell, told.language)
    if said.state == "proven" and said.run and said.run.simulated_clock:
        return told.words["simulated"]
    if said.state == "failed" and said.run and not arrived(said.run):
        return told.words["stopped"].format(hop=label(said.run.stopped_at, told.language))
    return said.because.of(told.language)


def _last_proven(told: Told, cell: Cell) -> CanaryRun | None:
    runs = [
        run
        for seen in told.evidence
        for run in seen.canaries
        if (run.use_case, run.asset) == (cell.use_case, cell.asset) and arrived(run) and run.at <= told.now
    ]
    return max(runs, key=lambda run: run.at, default=None)


def _rests(told: Told, cell: Cell) -> tuple[Rest, ...]:
    checks = last_checks(cell, told.evidence)
    return tuple(
        Rest(
            name=name,
            ok=sum(1 for check in checks if check.placement == name and check.ok),
            total=sum(1 for check in checks if check.placement == name),
        )
        for name in cell.rests_on
    )


def _when(told: Told, at: float) -> str:
    return f"{moment(at, told.timezone, told.language)} ({_ago(told, at)})"


def _ago(told: Told, at: float) -> str:
    passed = told.now - at
    return told.words["just now"] if passed < 1 else told.words["ago"].format(in_words(passed, told.language))


def _promise(told: Told, cells: tuple[CellView, ...]) -> str:
    uses, assets = ({getattr(cell, key) for cell in cells} for key in ("use_case", "asset"))
    return told.words["promise"].format(
        name=told.plan.scope.customer.name,
        uses=told.count(len(uses), "use case"),
        assets=told.count(len(assets), "asset"),
    )


def _verdict(told: Told, proven: int, total: int) -> str:
    if not proven:
        return told.words["promise none"]
    if proven == total:
        return told.words["promise all"]
    return told.words["promise some"].format(proven=proven, total=told.count(total, "cell"))


def _rows(
    told: Told, cells: tuple[CellView, ...], uses: tuple[tuple[str, str], ...]
) -> tuple[tuple[str, str, tuple[CellView | None, ...]], ...]:
    found = {(cell.asset, cell.use_case): cell for cell in cells}
    assets = dict.fromkeys(cell.asset for cell in cells)
    return tuple((asset, told.kind(asset), tuple(found.get((asset, use)) for use, _ in uses)) for asset in assets)


def _hosts(told: Told) -> tuple[HostView, ...]:
    """Hosts in the order of the plan, with the newest checks of what is placed there."""
    everything = Cell(
        use_case="",
        asset="",
        state="unproven",
        severity="low",
        rests_on=tuple(one.name for one in told.plan.placements),
    )
    checks = last_checks(everything, told.evidence)
    hosts = dict.fromkeys(placement.host for placement in told.plan.placements)
    return tuple(
        HostView(
            name=host,
            kind=told.kind(host),
            modules=tuple((one.module, told.purpose(one.module)) for one in told.plan.placements if one.host == host),
            checks=tuple(
                CheckView(check.placement.split("@")[0], check.check, check.ok, check.detail)
                for check in checks
                if check.placement.endswith(f"@{host}")
            ),
        )
        for host in hosts
    )


def _rights(told: Told) -> tuple[str, ...]:
    shifts = [Shift(None, right) for right in rights(told.plan.scope)]
    sentence = told.words["may sentence"]
    return tuple(response_sentences(shifts, (None, told.plan.scope), told.language, may=sentence))


def _cautions(told: Told) -> tuple[str, ...]:
    scope = told.plan.scope
    untouchable = [host.name for host in scope.assets.hosts if host.never_contain]
    said = [told.words["never contain"].format(names=", ".join(untouchable))] if untouchable else []
    until = scope.service.observe_until
    if until and _today(told) < until:
        said.append(told.words["observe"].format(day=day(until, told.language)))
    return tuple(said)


def _exclusion(told: Told, exclusion: Exclusion) -> ExclusionView:
    status = "coming" if _today(told) < exclusion.start else "ended" if _today(told) > exclusion.until else "in force"
    return ExclusionView(
        title=told.title(exclusion.use_case),
        assets=", ".join(exclusion.on),
        reason=exclusion.reason,
        owner=exclusion.owner,
        approved_by=exclusion.approved_by,
        start=day(exclusion.start, told.language),
        until=day(exclusion.until, told.language),
        status=told.words[status],
    )


def _today(told: Told) -> str:
    return datetime.fromtimestamp(told.now, ZoneInfo(told.timezone)).date().isoformat()
