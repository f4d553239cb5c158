"""What is told of triggers, and by whom it can be stopped."""

from datetime import timedelta

from msgspec.structs import replace

from golive_tui.checklist.model import Rollback
from golive_tui.client.mirror import Mirror
from golive_tui.launch.trigger_state import TriggerState
from golive_tui.tui.frame.alarms import alarms
from golive_tui.tui.frame.herald import Herald
from golive_tui.tui.frame.trips import trips, who_can
from tests.screens.scene import mirror_at


def with_a_way_back(mirror: Mirror) -> Mirror:
    done = next(
        item.id
        for _, stage, item in mirror.checklist.leaves()
        if mirror.state.item(item.id).record.status == "passed" and not stage.rollback
    )
    mirror.checklist = replace(mirror.checklist, rollback=Rollback(previous=done))
    return mirror


def with_trigger(known: TriggerState, name: str = "error-rate") -> Mirror:
    mirror = mirror_at("live")
    mirror.state = replace(mirror.state, triggers={**mirror.state.triggers, name: known})
    return mirror


def test_nothing_is_told_of_triggers_that_wait_for_nobody() -> None:
    mirror = mirror_at("live")
    assert trips(mirror, mirror.now) == []
    assert trips(with_trigger(TriggerState(status="pending")), mirror.now) == []


def test_a_countdown_says_when_and_who_can_stop_it() -> None:
    now = mirror_at("live").now
    at = now + timedelta(seconds=24)
    counting = TriggerState(status="tripped", value=0.071, acts_at=at, since=now)
    mirror = with_a_way_back(with_trigger(counting))
    (told,) = trips(mirror, now)
    assert told.sentence == (
        "ROLLBACK IN 0:24 (countdown) · ! then h hold, a ack · error-rate 7.1 / 5.0 %"
    )
    assert told.ticks
    mirror.you = 2
    assert who_can(mirror) == "ana can hold it; T takes the helm"


def test_a_countdown_that_will_start_nothing_says_so() -> None:
    now = mirror_at("live").now
    at = now + timedelta(seconds=24)
    (told,) = trips(with_trigger(TriggerState(status="tripped", value=0.071, acts_at=at)), now)
    assert told.text == "TRIPPED error-rate: NO ROLLBACK IN 0:24"
    assert "no item records a previous version" in told.detail


def test_a_trip_that_asks_a_hold_and_a_disarmed_one_are_told_with_their_reasons() -> None:
    now = mirror_at("live").now
    until = now + timedelta(seconds=600)
    told = {
        "tripped": TriggerState(status="tripped", value=0.2, blocked="no previous version"),
        "acked": TriggerState(status="acknowledged", value=0.2, by="lee", reason="seen"),
        "held": TriggerState(status="held", value=0.2, by="lee", reason="cdn", held_until=until),
        "off": TriggerState(by="lee", reason="load test", rearm_at=until),
    }
    said = {word: trips(with_trigger(known), now)[0].sentence for word, known in told.items()}
    assert said["tripped"].startswith(
        "TRIPPED error-rate: ROLL BACK? · ! answers, ctrl+r rolls back · 20"
    )
    assert said["acked"] == "tripped, acknowledged: error-rate · by lee: seen · 20.0 / 5.0 %"
    assert said["held"].startswith("HELD error-rate: asks again in 10:00")
    assert said["off"].startswith("DISARMED error-rate until ")
    assert said["off"].endswith("by lee: load test")


def test_a_blind_one_is_named_and_holds_the_launch() -> None:
    now = mirror_at("live").now
    known = TriggerState(status="armed", blind_since=now - timedelta(seconds=130))
    (told,) = trips(with_trigger(known), now)
    assert told.text == "BLIND: error-rate has seen nothing for 2 min"
    assert told.detail == "the launch holds · api-traffic: ok"


def test_what_acts_first_is_told_first() -> None:
    now = mirror_at("live").now
    at = now + timedelta(seconds=9)
    mirror = with_trigger(TriggerState(status="tripped", since=now))
    counting = TriggerState(status="acknowledged", acts_at=at, since=now)
    mirror.state = replace(
        mirror.state, triggers={**mirror.state.triggers, "response-time": counting}
    )
    counted, asking = trips(mirror, now)
    assert (counted.trigger, asking.trigger) == ("response-time", "error-rate")
    assert asking.brief == "TRIPPED error-rate failed / 5.0 %"


def test_a_trip_rings_until_it_is_heard_and_again_when_it_asks_again() -> None:
    herald, now = Herald(), mirror_at("live").now

    def rung(known: TriggerState) -> list[str]:
        found = herald.news(alarms(with_trigger(known)), now)
        return [each.text for each in found]

    rung(TriggerState(status="armed"))
    tripped = TriggerState(status="tripped", value=0.071, since=now)
    assert rung(tripped) == ["TRIPPED: Error rate > 5% for 5 minutes (7.1 / 5.0 %): ! answers"]
    assert rung(tripped) == []
    assert rung(replace(tripped, status="held")) == []
    assert rung(replace(tripped, since=now + timedelta(seconds=60)))
    heard = replace(tripped, status="acknowledged")
    assert not any(each.view == "triggers" for each in alarms(with_trigger(heard)))
