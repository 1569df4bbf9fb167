"""The testinfra checks of every placed module, run on its host over SSH with pinned keys."""

from __future__ import annotations

import importlib.util
import inspect
import time
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from nachtwacht.model.coverage import CheckResult
from nachtwacht.model.failure import Failure
from nachtwacht.model.progress import Progress
from nachtwacht.model.state import Site

Check = Callable[[Any, Site], None]
HOSTS_AT_ONCE = 4


def checks_of(folder: Path) -> dict[str, Check]:
    """The ``check_*`` functions of one module folder, by name, in the order of the file."""
    source = folder / "checks.py"
    spec = importlib.util.spec_from_file_location(f"_nachtwacht_checks_{folder.name}", source)
    if spec is None or spec.loader is None or not source.is_file():
        raise Failure(f"{source}: there is no such file", mend="every module has a checks.py with check_* functions")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return {name: value for name, value in vars(module).items() if name.startswith("check_") and callable(value)}


def run_checks(
    placed: Iterable[tuple[str, Site]], modules: Path, ssh_config: Path, progress: Progress
) -> tuple[CheckResult, ...]:
    """Run the checks of each (module, site), several hosts at once; a host that cannot be reached fails its own only."""
    by_host: dict[str, list[tuple[str, Site]]] = {}
    for module, site in placed:
        by_host.setdefault(site.host.name, []).append((module, site))
    with ThreadPoolExecutor(HOSTS_AT_ONCE) as pool:
        runs = [pool.submit(_host, name, placed, modules, ssh_config, progress) for name, placed in by_host.items()]
        return tuple(result for run in runs for result in run.result())


def _host(
    name: str, placed: list[tuple[str, Site]], modules: Path, ssh_config: Path, progress: Progress
) -> list[CheckResult]:
    import testinfra

    host = testinfra.get_host(f"ssh://{name}", ssh_config=str(ssh_config), timeout=5)
    progress(name, "checks", "start")
    results = [
        _one(host, site, f"{module}@{name}", title, check)
        for module, site in placed
        for title, check in checks_of(modules / module).items()
    ]
    failed = [result for result in results if not result.ok]
    progress(name, "checks", "failed" if failed else "ok", f"{len(results) - len(failed)} of {len(results)} hold")
    return results


def _one(host: Any, site: Site, placement: str, title: str, check: Check) -> CheckResult:
    """One check; whatever it raises is a check that does not hold, with the reason."""
    begun = time.time()
    try:
        check(host, site)
    except Exception as error:  # noqa: BLE001 a check may fail in any way, and that is its answer
        why = f"{_sentence(check)} {_reason(error)}".strip()
        return CheckResult(placement=placement, check=title, ok=False, detail=why, at=begun)
    return CheckResult(placement=placement, check=title, ok=True, detail=_sentence(check), at=begun)


def _sentence(check: Check) -> str:
    return (inspect.getdoc(check) or "").split("\n", 1)[0]


def _reason(error: Exception) -> str:
    text = str(error).strip().split("\n", 1)[0][:300]
    return f"[{type(error).__name__}{': ' + text if text else ''}]"
