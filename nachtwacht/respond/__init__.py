"""Respond: incidents, runbooks, permission, execution, undo, and the story that the customer gets."""

from nachtwacht.respond.begin import worker
from nachtwacht.respond.check_runbook import check_runbook
from nachtwacht.respond.control import VERBS, control
from nachtwacht.respond.tables import schema
from nachtwacht.respond.take import take
from nachtwacht.respond.worker import Worker

__all__ = ["VERBS", "Worker", "check_runbook", "control", "schema", "take", "worker"]
