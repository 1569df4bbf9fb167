"""The worker over doubles: from finding to response, undo and story, across crashes and failures."""

from __future__ import annotations

import sqlite3

import pytest
from respond_samples import TUESDAY, TUESDAY_NIGHT, finding, permission

from nachtwacht.detect import canary
from nachtwacht.model.watch import CanaryRegistration
from nachtwacht.respond import control, store, take
from nachtwacht.respond.post import CannotPost
from nachtwacht.respond.show import show

HOUR = 3600.0


def states(watch, name="INC-0001"):
    return [request["state"] for request in show(watch.connection, name)["requests"]]


def test_malware_is_isolated_told_undone_and_told_again(watch):
    it = watch()
    assert take(it.connection, [finding()], it) == ("INC-0001",)
    it.settle()
    shown = show(it.connection, "INC-0001")
    assert (shown["state"], shown["contained"]) == ("contained", "contained")
    assert it.hosts.is_isolated("ws-01")
    assert [letter.recipient for letter in it.box.to_customer()] == [
        "a.molenaar@gouden-aar.example",
        "b.dewit@gouden-aar.example",
    ]
    assert "losgekoppeld van het netwerk" in it.box.letters[0].text.replace("\n", " ")
    it.later(4 * HOUR)
    assert not it.hosts.is_isolated("ws-01")
    assert it.hosts.orders() == [("ws-01", "isolate"), ("ws-01", "release")]
    assert states(it) == ["undone"]
    second = it.box.to_customer()[2]
    assert second.subject.startswith("Teruggedraaid: ")
    assert second.follows == it.box.to_customer()[0].message
    assert len(it.box.to_customer()) == 3, "B. de Wit is reached in office hours only"
    it.later(14 * HOUR)
    assert [letter.recipient for letter in it.box.to_customer()][3:] == ["b.dewit@gouden-aar.example"]


def test_phishing_blocks_the_address_and_only_asks_for_isolation(watch):
    it = watch()
    take(it.connection, [finding(use_case="phishing_then_foreign_traffic")], it)
    it.settle()
    assert it.hosts.orders() == [("gw-01", "block")]
    assert states(it) == ["done", "waiting"]
    assert show(it.connection, "INC-0001")["state"] == "contained"
    assert len(it.box.to_customer()) == 2
    assert len(it.box.to_analysts()) == 1
    answer = control(it.connection, "approve", {"id": "INC-0001-R2", "name": "Sam"}, it)
    assert "error" not in answer
    it.settle()
    assert it.hosts.orders() == [("gw-01", "block"), ("ws-01", "isolate")]
    assert states(it) == ["done", "done"]


def test_nothing_is_done_to_a_crown_jewel(watch):
    it = watch(at=TUESDAY_NIGHT)
    take(it.connection, [finding(use_case="off_hours_admin_login", at=TUESDAY_NIGHT)], it)
    it.settle()
    assert it.hosts.orders() == []
    assert [letter.recipient for letter in it.box.to_customer()] == ["a.molenaar@gouden-aar.example"]
    assert "Was u dit, of iemand van uw bedrijf?" in it.box.letters[0].text
    it.later(6 * HOUR)
    assert [letter.recipient for letter in it.box.to_customer()][1:] == ["b.dewit@gouden-aar.example"]


def test_what_is_not_urgent_waits_until_the_morning(watch):
    it = watch(at=TUESDAY_NIGHT)
    take(it.connection, [finding(severity="medium", at=TUESDAY_NIGHT)], it)
    it.settle()
    assert it.box.to_customer() == []
    it.later(4.8 * HOUR)
    assert it.box.to_customer() == []
    it.later(0.1 * HOUR)
    assert len(it.box.to_customer()) == 2


def test_the_same_finding_twice_changes_nothing(watch):
    it = watch()
    take(it.connection, [finding(), finding()], it)
    it.settle()
    assert take(it.connection, [finding()], it) == ()
    it.settle()
    assert it.hosts.orders() == [("ws-01", "isolate")]
    assert len(it.box.to_customer()) == 2


def test_a_second_finding_joins_and_asks_for_nothing_new(watch):
    it = watch()
    take(it.connection, [finding()], it)
    it.settle()
    assert take(it.connection, [finding("f2", at=TUESDAY + 60, severity="critical")], it) == ("INC-0001",)
    it.settle()
    shown = show(it.connection, "INC-0001")
    assert (shown["severity"], len(shown["findings"]), len(shown["requests"])) == ("critical", 2, 1)
    assert len(it.box.to_customer()) == 2


def test_what_was_refused_for_its_severity_is_asked_again_when_it_grows(watch):
    it = watch()
    take(it.connection, [finding(severity="medium")], it)
    it.settle()
    assert states(it) == ["refused"]
    take(it.connection, [finding("f2", at=TUESDAY + 60, severity="high")], it)
    it.settle()
    assert states(it) == ["done"]


def test_seen_again_after_the_undo_it_is_done_again(watch):
    it = watch()
    take(it.connection, [finding()], it)
    it.later(5 * HOUR)
    take(it.connection, [finding("f2", at=it.now)], it)
    it.settle()
    assert it.hosts.orders() == [("ws-01", "isolate"), ("ws-01", "release"), ("ws-01", "isolate")]
    assert states(it) == ["undone", "done"]


def test_a_silent_host_is_tried_three_times_and_then_said_to_be_not_contained(watch):
    it = watch()
    it.hosts.silent.add("ws-01")
    take(it.connection, [finding()], it)
    it.later(60)
    assert len(it.hosts.asked) == 3
    shown = show(it.connection, "INC-0001")
    assert (shown["state"], shown["contained"]) == ("open", "NOT contained")
    assert "NOT contained" in it.box.to_analysts()[0].text
    assert "Dat is niet gelukt" in it.box.to_customer()[0].text
    assert not it.worker.health().ok


def test_a_host_that_says_yes_and_does_nothing_is_found_out(watch):
    it = watch()
    it.hosts.lying.add("ws-01")
    take(it.connection, [finding()], it)
    it.later(60)
    outcome = show(it.connection, "INC-0001")["requests"][0]["outcomes"][-1]
    assert (outcome["ok"], outcome["verified"]) == (False, False)
    assert "not isolated" in outcome["detail"]


def test_a_block_that_the_workstation_gets_around_is_found_out(watch):
    it = watch()
    it.hosts.lying.add("ws-01")
    take(it.connection, [finding(use_case="phishing_then_foreign_traffic")], it)
    it.later(60)
    assert "still reaches 198.51.100.7" in show(it.connection, "INC-0001")["requests"][0]["outcomes"][-1]["detail"]


@pytest.mark.parametrize("recorded", [False, True])
def test_a_crash_between_deed_and_record_does_no_harm(watch, recorded):
    it = watch()
    take(it.connection, [finding()], it)
    it.worker._look(it.connection, store.todo(it.connection), it.book)
    it.worker._ask(it.connection, it.book)
    assert states(it) == ["granted"]
    if recorded:
        it.hosts.ask("ws-01", {"do": "isolate", "seconds": 4 * 3600})
    it.clock.now += 30
    it.start()
    it.settle()
    assert it.hosts.is_isolated("ws-01")
    assert states(it) == ["done"]
    assert it.hosts.isolated["ws-01"] == TUESDAY + 4 * HOUR
    it.later(4 * HOUR)
    assert not it.hosts.is_isolated("ws-01")


def test_a_crash_until_after_the_time_is_undone_at_once(watch):
    it = watch()
    take(it.connection, [finding()], it)
    it.settle()
    it.clock.now += 10 * HOUR
    it.start()
    it.settle()
    assert states(it) == ["undone"]


def test_interrupted_and_no_longer_permitted_is_taken_back(watch):
    it = watch(response=[permission(when="office_hours")])
    take(it.connection, [finding()], it)
    it.worker._look(it.connection, store.todo(it.connection), it.book)
    it.worker._ask(it.connection, it.book)
    it.hosts.ask("ws-01", {"do": "isolate", "seconds": 4 * 3600})
    it.clock.now += 3.6 * HOUR
    it.start()
    it.settle()
    assert not it.hosts.is_isolated("ws-01")
    assert states(it) == ["undone"]


def test_an_undo_that_fails_is_tried_on_and_shouted_about(watch):
    it = watch()
    take(it.connection, [finding()], it)
    it.settle()
    it.hosts.stuck.add("ws-01")
    it.later(4 * HOUR + 200)
    assert states(it) == ["undo_failed"]
    assert any("NOT undone" in letter.text for letter in it.box.to_analysts())
    assert "Het lukt nog niet" in it.box.to_customer()[-1].text
    it.hosts.stuck.clear()
    it.later(400)
    assert states(it) == ["undone"]
    assert "weer gewoon aangesloten" in it.box.to_customer()[-1].text.replace("\n", " ")


def test_two_incidents_that_need_the_same_block_end_it_with_the_later(watch):
    it = watch()
    take(it.connection, [finding(use_case="phishing_then_foreign_traffic")], it)
    it.later(2 * HOUR)
    other = {**finding(use_case="phishing_then_foreign_traffic").entities, "host": "ws-02"}
    take(it.connection, [finding("f2", "phishing_then_foreign_traffic", it.now, asset="ws-02", entities=other)], it)
    it.later(23 * HOUR)
    assert states(it)[0] == "undone"
    assert it.hosts.is_blocked("198.51.100.7")
    first = [letter for letter in it.box.to_customer() if letter.incident == "INC-0001"][-1]
    assert "het blijft nog geblokkeerd vanwege een andere melding" in " ".join(first.text.split())
    assert not first.subject.startswith("Teruggedraaid")
    it.later(2 * HOUR)
    assert not it.hosts.is_blocked("198.51.100.7")
    assert states(it, "INC-0002")[0] == "undone"


def test_a_false_positive_takes_everything_back_and_closes(watch):
    it = watch()
    take(it.connection, [finding(use_case="phishing_then_foreign_traffic")], it)
    it.settle()
    control(it.connection, "decide", {"id": "inc-0001", "verdict": "false_positive", "name": "Sam"}, it)
    it.settle()
    assert not it.hosts.is_blocked("198.51.100.7")
    assert states(it) == ["undone", "denied"]
    assert show(it.connection, "INC-0001")["state"] == "closed"
    assert it.box.to_customer()[-1].subject.startswith("Vals alarm: ")
    assert len(it.box.to_customer()) == 4
    take(it.connection, [finding("f2", "phishing_then_foreign_traffic")], it)
    it.settle()
    assert show(it.connection, "INC-0002")["state"] == "contained"


def test_an_early_undo_stays_undone_for_this_incident(watch):
    it = watch()
    take(it.connection, [finding()], it)
    it.settle()
    control(it.connection, "undo", {"id": "INC-0001-R1", "name": "Sam"}, it)
    it.settle()
    assert states(it) == ["undone"]
    take(it.connection, [finding("f2", at=it.now + 1)], it)
    it.settle()
    assert states(it) == ["undone"]
    assert not it.hosts.is_isolated("ws-01")


def test_more_time_moves_both_timers(watch):
    it = watch()
    take(it.connection, [finding()], it)
    it.later(3 * HOUR)
    control(it.connection, "extend", {"id": "INC-0001-R1", "name": "Sam"}, it)
    it.settle()
    assert states(it) == ["done"]
    assert it.hosts.isolated["ws-01"] == pytest.approx(TUESDAY + 7 * HOUR)
    it.later(3.5 * HOUR)
    assert it.hosts.is_isolated("ws-01")
    it.later(HOUR)
    assert states(it) == ["undone"]


def test_more_time_that_is_not_permitted_leaves_the_undo_where_it_was(watch):
    it = watch(response=[permission(when="office_hours")])
    take(it.connection, [finding()], it)
    it.later(3.6 * HOUR)
    control(it.connection, "extend", {"id": "INC-0001-R1", "name": "Sam"}, it)
    it.settle()
    assert states(it) == ["done"]
    it.later(0.5 * HOUR)
    assert states(it) == ["undone"]


@pytest.mark.parametrize(("silence", "state"), [("deny", "refused"), ("allow", "done")])
def test_the_customer_who_does_not_answer(watch, silence, state):
    it = watch(response=[permission(approval="customer", wait_minutes=15, if_no_answer=silence)])
    take(it.connection, [finding()], it)
    it.settle()
    assert states(it) == ["waiting"]
    assert "Mogen we de computer ws-01" in it.box.to_customer()[0].text
    it.later(14 * 60)
    assert states(it) == ["waiting"]
    it.later(2 * 60)
    assert states(it) == [state]


def test_the_customer_says_no(watch):
    it = watch(response=[permission(approval="customer")])
    take(it.connection, [finding()], it)
    it.settle()
    assert (
        "no contact"
        in control(it.connection, "deny", {"id": "INC-0001-R1", "by": "customer", "name": "Sam"}, it)["error"]
    )
    control(it.connection, "deny", {"id": "INC-0001-R1", "by": "customer", "name": "A. Molenaar"}, it)
    it.settle()
    assert states(it) == ["denied"]
    assert it.hosts.orders() == []


def test_the_fourth_within_an_hour_is_refused(watch):
    it = watch(
        assets={"hosts": [{"name": f"ws-{n:02}", "kind": "workstation", "group": "workstations"} for n in range(1, 6)]}
    )
    for number in range(1, 5):
        name = f"ws-{number:02}"
        take(it.connection, [finding(f"f{number}", asset=name, entities={"host": name, "user": "x"})], it)
    it.settle()
    assert [states(it, f"INC-000{n}")[0] for n in range(1, 5)] == ["done", "done", "done", "refused"]


def register(it, token="nwc-0123456789abcdef0123", mailbox="proef@gouden-aar.example", clock=None):
    registration = CanaryRegistration(
        token=token, customer="gouden-aar", use_case="malware_execution", asset="ws-01", issued=it.now,
        expires=it.now + 600, clock=clock, mailbox=mailbox,
    )  # fmt: skip
    assert canary.register(it.connection, registration, it.now) == ""
    return token


def test_a_canary_changes_nothing_and_is_told_to_its_mailbox_only(watch):
    it = watch()
    token = register(it)
    take(it.connection, [finding(canary=token)], it)
    it.settle()
    assert it.hosts.orders() == []
    assert it.hosts.asked == [("ws-01", {"do": "isolation"})]
    assert [letter.recipient for letter in it.box.letters] == ["proef@gouden-aar.example"]
    assert "Dit is een proef" in it.box.letters[0].text
    hops = {hop.hop: hop.detail for hop in canary.hops(it.connection, token)}
    assert {"incident_opened", "runbook_chosen", "response_decided", "customer_told"} <= hops.keys()
    assert "permitted, dry run" in hops["response_decided"]


def test_a_canary_joins_no_real_incident_and_uses_up_no_ceiling(watch):
    it = watch(response=[permission(at_most="1 per hour")])
    token = register(it)
    take(it.connection, [finding(canary=token), finding("f2")], it)
    it.settle()
    assert states(it, "TEST-0001") == ["dry_run"]
    assert states(it, "INC-0002") == ["done"]


def test_a_canary_is_judged_at_the_hour_that_it_registered(watch):
    it = watch(at=TUESDAY_NIGHT, response=[permission(when="office_hours")])
    token = register(it, clock=TUESDAY)
    take(it.connection, [finding(canary=token)], it)
    it.settle()
    assert states(it, "TEST-0001") == ["dry_run"]


def test_a_letter_is_tried_until_it_is_taken(watch):
    it = watch()
    it.box.refuse = CannotPost("mail.example answered 451")
    take(it.connection, [finding()], it)
    it.later(600)
    assert it.box.letters == []
    assert not it.worker.health().ok
    it.box.refuse = None
    it.start()
    it.later(1000)
    assert len(it.box.to_customer()) == 2


def test_a_refused_letter_is_shouted_about(watch):
    it = watch()
    it.box.refuse = CannotPost("mail.example refuses a.molenaar@gouden-aar.example: 550", final=True)
    take(it.connection, [finding()], it)
    it.later(100)
    diary = [note["text"] for note in show(it.connection, "INC-0001")["diary"]]
    assert any("was NOT told" in text for text in diary)


def test_a_faulty_runbook_is_not_acted_on(watch):
    it = watch()
    it.book = type(it.book)(
        scope=it.book.scope, packs=it.book.packs, runbooks={}, faulty={"malware_execution": "names no known action"}
    )
    take(it.connection, [finding()], it)
    it.settle()
    assert it.hosts.asked == []
    assert "names no known action" in it.worker.health().problems[0]
    assert "names no known action" in it.box.to_analysts()[0].text


def deny(connection, table):
    """Let writes to one table fail, as they do when the disk is full."""
    writes = (sqlite3.SQLITE_INSERT, sqlite3.SQLITE_UPDATE)
    connection.set_authorizer(
        lambda action, name, *_: sqlite3.SQLITE_DENY if action in writes and name == table else sqlite3.SQLITE_OK
    )


def test_a_store_that_cannot_take_the_intent_lets_nothing_be_done(watch):
    it = watch()
    take(it.connection, [finding()], it)
    deny(it.connection, "respond_act")
    it.trouble = True
    it.settle()
    assert it.hosts.orders() == []
    assert not it.worker.health().ok
    it.connection.set_authorizer(None)
    it.trouble = False
    it.settle()
    assert it.hosts.orders() == [("ws-01", "isolate")]
    assert it.worker.health().ok


def test_a_store_that_cannot_take_the_record_lets_nothing_be_done_twice(watch):
    it = watch()
    take(it.connection, [finding()], it)
    deny(it.connection, "respond_outcome")
    for _ in range(3):
        it.worker._pass(it.connection)
    assert it.hosts.orders() == [("ws-01", "isolate")]
    assert "the last records" not in it.worker.health().problems
    assert not it.worker.health().ok
    it.connection.set_authorizer(None)
    it.settle()
    assert it.hosts.orders() == [("ws-01", "isolate")]
    assert states(it) == ["done"]
    assert len(it.box.to_customer()) == 2


def test_a_letter_whose_record_fails_is_not_sent_again(watch):
    it = watch()
    take(it.connection, [finding()], it)
    it.worker._post = None
    it.settle()
    it.worker._post = it.box
    deny(it.connection, "respond_story")
    for _ in range(3):
        it.worker._pass(it.connection)
    assert len(it.box.to_customer()) == 2
    it.connection.set_authorizer(None)
    it.settle()
    assert len(it.box.to_customer()) == 2


def test_a_story_that_breaks_stops_no_response(watch, monkeypatch):
    it = watch()
    monkeypatch.setattr("nachtwacht.respond.tell.tell", lambda *_, **__: 1 / 0)
    take(it.connection, [finding()], it)
    it.trouble = True
    for _ in range(3):
        it.worker._pass(it.connection)
    assert it.hosts.is_isolated("ws-01")
    assert any("ZeroDivisionError" in problem for problem in it.worker.health().problems)


def test_a_mistake_of_ours_in_a_deed_is_seen_and_tried_again(watch, monkeypatch):
    it = watch()
    monkeypatch.setattr(it.hosts, "_isolation", lambda *_: {}["no such key"])
    take(it.connection, [finding()], it)
    it.later(60)
    assert states(it) == ["failed"]
    assert (
        "a mistake in Nachtwacht itself: KeyError"
        in show(it.connection, "INC-0001")["requests"][0]["outcomes"][-1]["detail"]
    )
