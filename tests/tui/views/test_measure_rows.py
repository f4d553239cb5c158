from datetime import timedelta

from msgspec.structs import replace

from golive_tui.launch.trigger_state import TriggerState, TriggerStatus
from golive_tui.tui.views.measure_rows import objective_row, trigger_row
from tests.screens.scene import mirror_at
from tests.tui.views.reading import crowded, read


def test_an_objective_says_word_value_limit_count_and_how_much_was_seen() -> None:
    mirror = mirror_at("live")
    objective = mirror.checklist.objectives["response-time-target"]
    said = read([objective_row(objective, mirror.sight, mirror.now, 156)], 156)[0]
    assert said.startswith("✓ met     Response time tracking (< 100ms target)")
    assert "50 ms, limit 100 ms" in said
    assert said.endswith("99.8 % of 15 min seen")


def test_what_is_not_measured_says_why() -> None:
    mirror = mirror_at("live")
    objective = mirror.checklist.objectives["response-time-target"]
    later = mirror.now + timedelta(hours=2)
    said = read([objective_row(objective, mirror.sight, later, 156)], 156)[0]
    assert said.startswith("? unknown Response time")
    assert "unknown, limit 100 ms" in said
    assert said.endswith("0 looks, 1 needed")


def test_a_tripped_trigger_is_loud_and_an_armed_one_is_not() -> None:
    mirror = mirror_at("live")
    known: dict[str, TriggerStatus] = {"websocket-failures": "tripped", "health-failures": "armed"}
    states = {name: TriggerState(status=status) for name, status in known.items()}
    state = replace(mirror.state, triggers=states)
    loud, calm = (
        trigger_row(mirror.checklist.triggers[name], state, mirror.sight, mirror.now, 156)
        for name in states
    )
    said = read([loud], 156)[0]
    assert said.startswith("▲ TRIPPED WebSocket connection failures > 10%")
    assert "/ 10.0 %  " in said
    assert "0:00 / 1:00" in said
    assert (loud[1].role, loud[1].inverse) == ("bad", True)
    assert read([calm], 156)[0].startswith("○ armed")
    assert "streak 0 of 4" in read([calm], 156)[0]
    assert (calm[1].role, calm[1].bold) == ("muted", False)


def test_the_columns_fit_at_every_width() -> None:
    mirror = mirror_at("live")
    plan, sight, now, state = mirror.checklist, mirror.sight, mirror.now, mirror.state
    assert (
        crowded(
            lambda width: [
                *(objective_row(each, sight, now, width) for each in plan.objectives.values()),
                *(trigger_row(each, state, sight, now, width) for each in plan.triggers.values()),
            ],
            least=20,
        )
        == []
    )
