"""``nw new``: what it makes checks clean, what is wrong makes nothing, and answers stay what was answered."""

from __future__ import annotations

import inspect
import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
import test_contract
import yaml
from click.testing import CliRunner
from module_folder import cases_of

from nachtwacht.catalog import root
from nachtwacht.cli import program
from nachtwacht.detect.cases import difference, read_cases, run_case
from nachtwacht.detect.packs import read_packs
from nachtwacht.make.judging import judged
from nachtwacht.make.questions import Question
from nachtwacht.model.failure import Failure
from tests.packs.office import ADDRESSES, office

PROMISES = [
    promise
    for name, promise in vars(test_contract).items()
    if name.startswith("test_") and "folder" in inspect.signature(promise).parameters
]

NAMES = ["{{ 7*7 }}", '{% raw %} "Øst": no, #x 😀', "d'Or \\n & <zn>", '{{ cookiecutter.id }}"', "- a: [b]"]


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    customers = tmp_path / "customers"
    monkeypatch.setenv("NACHTWACHT_CUSTOMERS", str(customers))
    monkeypatch.setenv("NACHTWACHT_TODAY", "2026-11-24")
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    return customers


def new(*arguments: str, typed: str | None = None):
    return CliRunner().invoke(program, ["new", *arguments], input=typed, standalone_mode=False)


def answers(tmp_path: Path, what: str = "customer", **changed: str | None) -> str:
    told = yaml.safe_load(new(what, "--print-answers").output) | changed
    file = tmp_path / "answers.yaml"
    file.write_text("".join(f"{k}: {json.dumps(v, ensure_ascii=False)}\n" for k, v in told.items() if v is not None))
    return str(file)


@pytest.mark.parametrize("profile", ["office", "office_and_cloud", "cloud_only", "industrial"])
def test_a_customer_of_each_profile_checks_clean(profile: str, home: Path, tmp_path: Path) -> None:
    done = new(
        "customer",
        "--no-input",
        "--answers",
        answers(tmp_path, profile=profile, country="Noorwegen", timezone="Europe/Oslo"),
    )
    assert done.return_value == 0, done.output
    assert "NW" not in done.output
    assert yaml.safe_load((home / "new-customer" / "scope.yaml").read_text())["business"] == {"countries": ["NO"]}
    assert [child.name for child in home.iterdir()] == ["new-customer"]
    assert not (tmp_path / "home").exists()


@pytest.mark.parametrize("name", NAMES)
def test_an_answer_stays_what_it_is(name: str, home: Path, tmp_path: Path) -> None:
    done = new("customer", "--no-input", "--answers", answers(tmp_path, name=name, sector=name))
    assert done.return_value == 0, done.output
    told = yaml.safe_load((home / "new-customer" / "scope.yaml").read_text())["customer"]
    assert (told["name"], told["sector"]) == (name, name)


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"name": "a\nb: c"}, ":2: name: one line"),
        ({"id": "../x"}, ":1: id: '../x' cannot be used"),
        ({"id": "was-here"}, "never used again"),
        ({"nmae": "x"}, "did you mean 'name'"),
        ({"name": None}, "name: this answer is missing"),
        ({"profile": "ofice"}, "did you mean 'office'"),
        ({"observe_until": "2026-02-30"}, "is no day"),
    ],
    ids=["line break", "id", "retired", "unknown", "missing", "profile", "day"],
)
def test_wrong_answers_make_nothing(changed: dict[str, str | None], said: str, home: Path, tmp_path: Path) -> None:
    home.mkdir()
    row = "{id: was-here, name: X, contract: C, retired_on: 2026-01-01}"
    (home / "retired.yaml").write_text(f"version: 1\nretired:\n  - {row}\n")
    done = new("customer", "--no-input", "--answers", answers(tmp_path, **changed))
    assert isinstance(done.exception, Failure)
    assert done.exception.status == 2
    assert said in done.exception.what
    assert [child.name for child in home.iterdir()] == ["retired.yaml"]


def test_nothing_is_written_over(home: Path, tmp_path: Path) -> None:
    (home / "new-customer").mkdir(parents=True)
    done = new("customer", "--no-input", "--answers", answers(tmp_path))
    assert "already a customer" in str(done.exception)
    assert list((home / "new-customer").iterdir()) == []


def test_a_wrong_answer_is_asked_again(home: Path) -> None:
    done = new("customer", typed="Bad Id\ngood-id\n" + "\n" * 30)
    assert done.return_value == 0, done.output
    assert "'Bad Id' cannot be used" in done.output
    assert (home / "good-id" / "hosts.yaml").is_file()


def test_stopping_leaves_nothing(home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def stopped(*_: object) -> None:
        raise KeyboardInterrupt

    file = answers(tmp_path)
    monkeypatch.setattr("nachtwacht.make.rendering._move", stopped)
    new("customer", "--no-input", "--answers", file)
    assert list(home.iterdir()) == []


@pytest.mark.parametrize(
    ("key", "answer", "said"),
    [
        ("contact_phone", "020 555 0100", "with a country"),
        ("contact_email", "a.example", "a mail address"),
        ("network", "10.20.0.1/24", "host bits"),
        ("country", "Nederlnd", "did you mean NL"),
        ("timezone", "Europe/Amsterdm", "did you mean 'Europe/Amsterdam'"),
        ("purpose_nl", "Geen zin", "full stop"),
        ("title_en", "{{ 7*7 }}", "write it without"),
    ],
)
def test_an_answer_that_cannot_be_used(key: str, answer: str, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        judged(Question(key=key, hint="", default=""), answer)


@pytest.mark.parametrize("serves", ["server", "mail"])
def test_content_is_sound_as_made(serves: str, home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    copy = tmp_path / "copy"
    for folder in ("detection_packs", "engine", "modules", "runbooks", "scopes", "templates"):
        shutil.copytree(root() / folder, copy / folder, ignore=shutil.ignore_patterns("__pycache__"))
    monkeypatch.setenv("NACHTWACHT_ROOT", str(copy))
    for what in ("runbook", "module", "pack"):
        own = (
            {}
            if what == "runbook"
            else {"serves": serves, "purpose_en": "It's: what <we> & you see.", "purpose_nl": "Eén: zin."}
        )
        done = new(what, "--no-input", "--answers", answers(tmp_path, what, **own))
        assert done.exception is None, (what, getattr(done.exception, "what", done.exception))
        assert "sound" in done.output
    assert (copy / "runbooks" / "odd_transfer.yaml").is_file()
    assert (copy / "detection_packs" / "unusual_program" / "pack.yaml").is_file()
    assert not list(copy.rglob(".new-*"))
    (pack,) = (one for one in read_packs(copy / "detection_packs")[0].values() if one.spec.name == "unusual_program")
    scope = office(use_cases=[{"use": "unusual_program", "on": ["ws-01"]}])
    cases = list(read_cases(pack))
    assert cases
    assert [difference(pack, case, run_case(pack, case, scope, ADDRESSES)) for case in cases] == [""] * len(cases)
    for promise in PROMISES:
        _kept(promise, copy / "modules" / "disk_watch")


def _kept(promise: Callable[..., None], folder: Path) -> None:
    wanted = inspect.signature(promise).parameters
    if "case" in wanted:
        for case in cases_of(folder):
            promise(folder, case)
    elif "name" in wanted:
        for name in ("module.yaml", "steps.py", "checks.py", "README.md"):
            promise(folder, name)
    else:
        promise(folder)
