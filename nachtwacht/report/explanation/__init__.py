"""The scope in plain words, for a talk with the customer; one file for each subject of that talk."""

from __future__ import annotations

from nachtwacht.report.explanation.explaining import Explanation, explanation

__all__ = ["Explanation", "explanation"]
