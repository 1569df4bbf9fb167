"""Scope x catalogue -> coverage plan, and what a new plan means beside the one that stands. Pure."""

from __future__ import annotations

from nachtwacht.plan.change import Change, differences
from nachtwacht.plan.planning import plan
from nachtwacht.plan.store import load_plan, save_plan

__all__ = ["Change", "differences", "load_plan", "plan", "save_plan"]
