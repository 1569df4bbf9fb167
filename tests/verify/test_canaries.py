"""How a canary is judged: only one that reached every stop is whole."""

from datetime import UTC, datetime

import msgspec
import pytest

from nachtwacht.model.content import CanarySpec, Emit, Words
from nachtwacht.model.coverage import Cell, CoveragePlan
from nachtwacht.model.failure import Failure
from nachtwacht.model.progress import silent
from nachtwacht.model.watch import HOPS
from nachtwacht.verify.canaries import Course, run_canaries, simulated

WORDS = Words(nl="proef", en="trial")


class GroundInMemory:
    """A double for hosts and runtime: remembers what was asked of it, and says how far the canary got."""

    def __init__(self, reached=HOPS[1:], refuses=False):
        self.reached, self.refuses, self.ran, self.registered = reached, refuses, [], []

    def run(self, host, argv, stdin=""):
        self.ran.append((host, tuple(argv), stdin))
        return "accepted"

    def login(self, asset, account, key, minutes):
        self.ran.append((asset, account, key.fingerprint))

    def runtime(self, *words, stdin=""):
        if words[0] == "canary":
            if self.refuses:
                raise Failure("refused", mend="")
            self.registered.append(stdin)
            return {}
        return {"hops": [{"hop": hop, "at": 100.0} for hop in self.reached], "complete": True}


def plan_of(scope, *cells):
    return CoveragePlan(scope=scope, cells=cells, placements=(), packs=(), runbooks=())


def cell(state="unproven", use_case="malware_execution", asset="ws-01"):
    return Cell(use_case=use_case, asset=asset, state=state, severity="high")


def course(plan, ground, emits, clock=""):
    spec = CanarySpec(purpose=WORDS, emits=emits, clock=clock)
    places = {
        "abroad": "abroad-1",
        "abroad_address": "198.51.100.7",
        "mail_domain": "x.example",
        "mail_entry": "198.51.100.254",
    }
    return Course(
        plan=plan, specs={"malware_execution": spec}, places=places, ground=ground, sign=lambda one: one.token
    )


COMMAND = (Emit(at="asset", how="command", argv=("true", "{token}", "{user}")),)


def test_a_canary_that_reaches_every_stop_is_whole_and_was_registered_first(scope):
    ground = GroundInMemory()
    (run,) = run_canaries(course(plan_of(scope, cell()), ground, COMMAND), silent)
    assert run.ok
    assert [hop.hop for hop in run.hops] == list(HOPS)
    assert ground.registered == [run.token]
    assert ground.ran == [("ws-01", ("true", run.token, "j.bakker"), "")]


@pytest.mark.parametrize("missing", HOPS[1:])
def test_a_stop_that_is_not_reached_is_named(scope, missing):
    ground = GroundInMemory(reached=[hop for hop in HOPS[1:] if hop != missing])
    (run,) = run_canaries(course(plan_of(scope, cell()), ground, COMMAND), silent)
    assert not run.ok
    assert run.stopped_at == missing


def test_what_is_excluded_or_impossible_is_not_tried(scope):
    ground = GroundInMemory()
    plan = plan_of(scope, cell("excluded"), cell("impossible"))
    assert run_canaries(course(plan, ground, COMMAND), silent) == ()
    assert ground.registered == []


def test_a_refused_registration_fails_its_cell_and_nothing_is_emitted(scope):
    ground = GroundInMemory(refuses=True)
    (run,) = run_canaries(course(plan_of(scope, cell()), ground, COMMAND), silent)
    assert not run.ok
    assert run.stopped_at == "emitted"
    assert run.hops[0].detail == "refused"
    assert ground.ran == []


def test_a_login_is_known_by_its_key(scope):
    ground = GroundInMemory()
    emits = (Emit(at="soc", how="ssh_login", user="root"),)
    (run,) = run_canaries(course(plan_of(scope, cell()), ground, emits, clock="03:00"), silent)
    assert ground.ran == [("ws-01", "root", run.token)]
    assert run.token.startswith("SHA256:")
    assert run.simulated_clock


def test_a_mail_goes_to_the_users_address_through_the_public_entry(scope):
    ground = GroundInMemory()
    emits = (Emit(at="abroad", how="mail", user="{recipient}", subject="{token}", body="https://{token}.example/"),)
    (run,) = run_canaries(course(plan_of(scope, cell()), ground, emits), silent)
    host, _, order = ground.ran[0]
    assert host == "abroad-1"
    assert '"to": "j.bakker@x.example"' in order
    assert run.token in order


def test_the_simulated_clock_is_in_the_customers_time_zone():
    noon = datetime(2026, 7, 1, 12, tzinfo=UTC).timestamp()
    assert datetime.fromtimestamp(simulated("03:00", "Europe/Amsterdam", noon), UTC).hour == 1


def test_a_machine_that_runs_nothing_of_ours_is_not_tried_from_elsewhere(scope):
    machine = msgspec.structs.replace(scope.host("ws-01"), name="plc-01", kind="machine")
    hosts = (*scope.assets.hosts, machine)
    plant = msgspec.structs.replace(scope, assets=msgspec.structs.replace(scope.assets, hosts=hosts))
    ground = GroundInMemory()
    runs = run_canaries(course(plan_of(plant, cell(), cell(asset="plc-01")), ground, COMMAND), silent)
    assert [run.asset for run in runs] == ["ws-01"]
    assert {host for host, *_ in ground.ran} == {"ws-01"}
