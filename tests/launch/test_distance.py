"""How far a trigger is from its trip, in words."""

from datetime import timedelta
from math import inf

from msgspec.structs import replace

from golive_tui.client.mirror import Mirror
from golive_tui.launch.distance import (
    Distance,
    at_trip,
    blindness,
    breach_time,
    distance,
    how_far,
    of_limit,
    sense_of,
)
from golive_tui.launch.trigger_state import TriggerState
from tests.screens.scene import mirror_at


def seen(name: str, known: TriggerState, *, points: int = 1) -> tuple[Distance, Mirror]:
    mirror = mirror_at("live")
    state = replace(mirror.state, triggers={name: known})
    trigger = mirror.checklist.triggers[name]
    return distance(trigger, state, mirror.sight, mirror.now, points=points), mirror


def test_a_rate_stands_over_its_limit_with_one_unit() -> None:
    found, _ = seen("error-rate", TriggerState(status="armed"))
    assert how_far(found).endswith(" / 5.0 %")
    assert how_far(found).count("%") == 1
    assert breach_time(found) == "0:00 / 5:00"


def test_other_units_are_both_said_and_what_is_unknown_is_asked() -> None:
    trigger = mirror_at("live").checklist.triggers["response-time"]
    assert of_limit(trigger, 0.812) == "812 ms / 1.0 s"
    assert of_limit(trigger, inf) == "failed / 1.0 s"
    assert of_limit(trigger, None) == "? / 1.0 s"


def test_a_trip_without_a_number_rests_on_failures() -> None:
    trigger = mirror_at("live").checklist.triggers["response-time"]
    assert at_trip(trigger, None) == "failed / 1.0 s"
    assert at_trip(trigger, 1.4) == "1.4 / 1.0 s"


def test_a_streak_says_which_failure_trips() -> None:
    trigger = mirror_at("live").checklist.triggers["health-failures"]
    assert of_limit(trigger, 3.0) == "streak 3 of 4"
    assert of_limit(trigger, None) == "streak ? of 4"


def test_one_that_nobody_disarmed_is_in_shadow() -> None:
    mirror = mirror_at("live")
    assert sense_of(mirror.state, "error-rate") == "armed"
    assert sense_of(replace(mirror.state, triggers={}), "error-rate") == "shadow"
    by_hand = TriggerState(rearm_at=mirror.now)
    assert sense_of(replace(mirror.state, triggers={"a": by_hand}), "a") == "disarmed"


def test_a_blind_one_names_what_it_does_not_see() -> None:
    mirror = mirror_at("live")
    known = TriggerState(status="pending", blind_since=mirror.now - timedelta(seconds=130))
    found, _ = seen("error-rate", known)
    assert found.sense == "blind"
    said = blindness(found, mirror.now)
    assert said.startswith("BLIND: error-rate has seen nothing for 2:10 (api-traffic")
    assert blindness(replace(found, known=TriggerState()), mirror.now) == ""


def test_a_breach_grows_between_two_records_and_never_beyond_its_trip() -> None:
    mirror = mirror_at("live")
    for ago, wanted in ((20.0, 50.0), (2000.0, 60.0)):
        at = mirror.now - timedelta(seconds=ago)
        known = TriggerState(status="pending", observed=30.0, observed_at=at)
        found, _ = seen("websocket-failures", known)
        assert found.reading.verdict == "breach"
        assert found.observed == wanted


def test_a_breach_does_not_grow_while_it_is_not_one() -> None:
    mirror = mirror_at("live")
    at = mirror.now - timedelta(seconds=20)
    found, _ = seen("error-rate", TriggerState(status="pending", observed=30.0, observed_at=at))
    assert found.reading.verdict != "breach"
    assert found.observed == 30.0


def test_a_trend_ends_with_what_is_read_now() -> None:
    one, _ = seen("error-rate", TriggerState(status="armed"))
    many, _ = seen("error-rate", TriggerState(status="armed"), points=8)
    assert len(many.trend) == 8
    assert many.trend[-1] == one.reading.value
    assert many.reading == one.reading


def test_what_was_seen_before_it_counted_says_nothing_of_how_far_it_is() -> None:
    known = TriggerState(status="armed")
    whole, mirror = seen("error-rate", known)
    anew, _ = seen("error-rate", replace(known, counts_from=mirror.now - timedelta(seconds=5)))
    assert anew.reading.n < whole.reading.n
