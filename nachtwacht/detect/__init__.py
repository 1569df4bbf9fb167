"""Events in, findings out: normalising, Sigma rules, correlation.

``load_rules`` reads packs into a ``Ruleset``; ``detect`` is the step of the watch (DESIGN section 3).
"""

from __future__ import annotations

from nachtwacht.detect.batch import Batch
from nachtwacht.detect.detection import detect
from nachtwacht.detect.ruleset import Loaded, Ruleset, load_rules
from nachtwacht.detect.state import State

__all__ = ["Batch", "Loaded", "Ruleset", "State", "detect", "load_rules"]
