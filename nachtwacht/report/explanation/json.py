"""The explanation as one JSON document, for other programs that show it."""

from __future__ import annotations

import msgspec

from nachtwacht.report.explanation.explaining import Explanation


def explanation_json(explained: Explanation, customer: str, language: str) -> str:
    """Title and sections, each with heading, paragraphs and items."""
    document = {
        "customer": customer,
        "language": language,
        "title": explained.title,
        "sections": [msgspec.structs.asdict(section) for section in explained.sections],
    }
    return msgspec.json.encode(document).decode()
