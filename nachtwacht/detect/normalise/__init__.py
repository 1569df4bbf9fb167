"""Records into events with the field names that Sigma rules use, one file per source."""

from __future__ import annotations

from nachtwacht.detect.normalise.estate import Estate
from nachtwacht.detect.normalise.normalising import Unparsed, normalise

__all__ = ["Estate", "Unparsed", "normalise"]
