"""Whether an answer can be used, and the sentence that says why not; and a whole file of answers."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from nachtwacht.document.file import read_text
from nachtwacht.document.nearest import did_you_mean, nearest
from nachtwacht.document.parsing import Document, parse
from nachtwacht.document.place import Path as Keys
from nachtwacht.make.questions import Question
from nachtwacht.model.failure import Failure
from nachtwacht.model.finding import Rejected

Judge = Callable[[Question, str], str]
"""The answer as it is written in the file; a ValueError with a sentence when it cannot be used."""


def from_file(file: Path, asked: Sequence[Question], judge: Judge) -> dict[str, str]:
    """The answers in a YAML file; a Failure with status 2 that lists everything that is wrong, by line."""
    text = read_text(file)
    document = text if isinstance(text, Rejected) else parse(text, str(file))
    if isinstance(document, Rejected):
        wrong = [f"{file}:{found.line}: {found.message}" for found in document.findings]
        raise _failure(wrong)
    wrong = list(_unknown(document, asked))
    answers: dict[str, str] = {}
    for question in asked:
        try:
            answers[question.key] = judge(question, _written(document, question.key))
        except ValueError as error:
            wrong.append(f"{document.file}:{document.key((question.key,)).line}: {question.key}: {error}")
    if wrong:
        raise _failure(wrong)
    return answers


def to_fill_in(asked: Sequence[Question]) -> str:
    """A file of answers with the ones that are offered, each under its question."""
    lines = ["# Answers for `nw new … --no-input --answers FILE`: change what is not so. All of them are needed.", ""]
    for question in asked:
        choices = f" (one of: {', '.join(question.choices)})" if question.choices else ""
        lines += [f"# {question.hint}{choices}", f"{question.key}: {json.dumps(question.default, ensure_ascii=False)}"]
    return "\n".join(lines)


def _written(document: Document, key: str) -> str:
    """The answer as a text: `012` is what was written, not the number ten."""
    path: Keys = (key,)
    if key not in document.data:
        raise ValueError("this answer is missing")
    value = document.data[key]
    if isinstance(value, (dict, list)) or value is None:
        raise ValueError("one value is wanted here")
    return value if isinstance(value, str) else document.raw.get(path, str(value))


def _unknown(document: Document, asked: Sequence[Question]) -> Iterator[str]:
    known = [question.key for question in asked]
    for key in document.data:
        if key not in known:
            near = nearest(str(key), known)
            yield f"{document.file}:{document.key((key,)).line}: nothing asks for '{key}'{did_you_mean(near)}"


def _failure(wrong: list[str]) -> Failure:
    return Failure(
        "the answers cannot be used, so nothing was made\n" + "\n".join(f"  {line}" for line in wrong),
        mend="mend these lines; nw new … --print-answers prints a file to begin with",
        status=2,
    )
