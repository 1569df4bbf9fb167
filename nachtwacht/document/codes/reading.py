"""NW0xx: the file itself."""

from __future__ import annotations

from nachtwacht.document.codes.code import Code

CODES = (
    Code(
        "NW001",
        "error",
        "The file cannot be read",
        "A promise that cannot be read cannot be kept. Nothing is planned or changed for this customer until it can.",
        "Put the file in its place (`customers/<id>/scope.yaml`) and make it readable for you.",
    ),
    Code(
        "NW002",
        "error",
        "The file is not UTF-8 text",
        "In another encoding the same bytes are other letters, so a name could silently become another name.",
        "Save the file as UTF-8; every editor can do that under “Save with encoding”.",
    ),
    Code(
        "NW003",
        "error",
        "The file is too big",
        "A scope of a few hundred lines is a few tens of kilobytes. A file beyond one megabyte is the wrong file.",
        "Check that it is the file that you meant; the largest that is read is 1 MiB.",
    ),
    Code(
        "NW004",
        "error",
        "The file is a link that leads out of its folder",
        "What is reviewed in the repository would not be what is read.",
        "Replace the link by the file itself.",
    ),
    Code(
        "NW005",
        "error",
        "The file is not valid YAML",
        "One missing quote or space can change the meaning of everything after it, so nothing is guessed.",
        "Look at the line that is named and the line above it: a missing quote, bracket or colon, or other indentation.",
    ),
    Code(
        "NW006",
        "error",
        "A tab where spaces belong",
        "YAML does not allow tabs for indentation, and a tab looks like a different depth in each editor.",
        "Replace the tab by spaces, two for each level.",
    ),
    Code(
        "NW007",
        "error",
        "The same key twice",
        "YAML readers silently take the last one. What you read first would then not be what holds.",
        "Remove one of the two, or put both lists under one key.",
    ),
    Code(
        "NW008",
        "error",
        "An anchor, an alias or a tag",
        "With `&`, `*`, `<<` and `!` a short file can mean a very large one, or something that its reader does not see.",
        "Write the value out. If the text itself begins with such a sign, put it in quotes.",
    ),
    Code(
        "NW009",
        "error",
        "A value that YAML readers disagree about",
        "Without quotes `NO` is Norway to some readers and “false” to others, `22:00` is 1320, `012` is 10, `1_000` is text.",
        "Put the value in quotes, or write `true` or `false` where yes or no is meant.",
    ),
    Code(
        "NW010",
        "error",
        "The file is not one document with keys",
        "A scope is one set of keys; an empty file, a bare list or a second document after `---` is something else.",
        "Keep one document, beginning with `version: 1`.",
    ),
    Code(
        "NW011",
        "error",
        "Nested too deeply",
        "No part of the language is nested deeper than a few levels; more is a mistake or an attack.",
        "Compare the brackets and the indentation with an example.",
    ),
    Code(
        "NW012",
        "error",
        "A control character in the file",
        "It cannot be seen, and other programs stop at it or do something else with it.",
        "Remove it; retyping the line is the surest way.",
    ),
    Code(
        "NW013",
        "error",
        "A sign that cannot be seen, or that turns the order of reading",
        "With such signs a line can mean something else than what its reviewer sees; they come with text that is copied "
        "from a web page or a mail, or are put there on purpose.",
        "Remove it; retyping the line is the surest way.",
    ),
    Code(
        "NW014",
        "error",
        "Quotes or spaces of a word processor",
        "To YAML “ and ” are letters like any other, and a space that does not break is none: the value is not what it "
        "looks like.",
        'Type the quotes and spaces anew in a plain text editor: "08:00".',
    ),
    Code(
        "NW015",
        "error",
        "A merge that was left half done",
        "Two versions of the same lines are in the file, and nobody chose between them.",
        "Keep one of the versions and remove the lines that begin with `<<<<<<<`, `=======` and `>>>>>>>`.",
    ),
    Code(
        "NW016",
        "warning",
        "The end of a text is taken for a comment",
        "What stands after a space and `#` is not read: of `reason: month-end #12 closing` only `month-end` is left.",
        "Put the text in quotes; or, when a comment was meant, put a space after `#`.",
    ),
    Code(
        "NW017",
        "error",
        "A directive for the YAML reader",
        "`%YAML 1.1` and `%TAG` change what the words of the file mean; the scope is read by YAML 1.2, always.",
        "Remove the line.",
    ),
    Code(
        "NW018",
        "error",
        "The file has too many parts",
        "Even a scope with ten thousand hosts has fewer; it is the wrong file, or an attack.",
        "Check that it is the file that you meant.",
    ),
)
