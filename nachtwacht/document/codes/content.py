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
    Code(
        "NW907",
        "error",
        "A runbook that speaks of something its detection pack does not know",
        "A step about an entity that no finding carries would ask for nothing, in the middle of an incident.",
        "Use one of the entities that the pack lists, or add it to the pack.",
    ),
    Code(
        "NW908",
        "error",
        "Words of a runbook that cannot be filled in",
        "The customer would get no message, or one with holes.",
        "Mend the braces: {{ name }} for a value, {% if name %} … {% endif %} for what is only sometimes known.",
    ),
    Code(
        "NW909",
        "error",
        "A rule that is not valid Sigma",
        "A rule that cannot be understood detects nothing, and nobody would notice.",
        "Mend the line that is named; nw detect --rules FILE --events - tries a rule out.",
    ),
)
