"""NW9xx: modules, detection packs, runbooks and profiles."""

from __future__ import annotations

from nachtwacht.document.codes.code import Code

CODES = (
    Code(
        "NW901",
        "error",
        "A content folder is incomplete",
        "A pack without a rule detects nothing, and one without a canary can never be proven.",
        "Add the file that is named; `templates/` shows what belongs in each folder.",
    ),
    Code(
        "NW902",
        "error",
        "A name that differs from its folder or file",
        "Folder, kind and key in the scope are one word, so that everybody finds what a name means.",
        "Rename the folder, or write its name in the file.",
    ),
    Code(
        "NW903",
        "error",
        "A name of content that does not exist",
        "A pack whose runbook, or a runbook whose action is missing would stop in the middle of an incident.",
        "Use an existing name, or add what it names.",
    ),
    Code(
        "NW904",
        "error",
        "A rule file that is not valid YAML",
        "A rule that cannot be read detects nothing, and nobody would notice.",
        "Mend the line that is named.",
    ),
    Code(
        "NW905",
        "error",
        "A runbook step that does not say what it needs",
        "A step that acts names its action and who carries it out; a step that tells names whom.",
        "Add the keys that are named.",
    ),
    Code(
        "NW906",
        "error",
        "The settings of a module are not a JSON Schema",
        "What the schema does not say cannot be checked before a host is touched.",
        "Write `settings` as a JSON Schema 2020-12 of type object.",
    ),
)
