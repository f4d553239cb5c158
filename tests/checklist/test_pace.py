"""A rehearsal speeds the schedule, not the network."""

from golive_tui.checklist.model import Checklist, Probe
from golive_tui.checklist.pace import paced


def checklist(every: float, window: float = 900.0) -> Checklist:
    probe = Probe(id="p", kind="tcp", title="P", every=every, timeout=1.0, window=window)
    return Checklist(
        title="x", targets={}, probes={"p": probe}, objectives={}, triggers={}, stages=()
    )


def test_at_the_system_s_speed_nothing_changes() -> None:
    original = checklist(2.0)
    assert paced(original, 1.0) is original


def test_slots_stay_a_quarter_of_a_real_second_apart() -> None:
    assert paced(checklist(2.0), 60.0).probes["p"].every == 15.0
    assert paced(checklist(30.0), 60.0).probes["p"].every == 30.0
    assert paced(checklist(30.0), 600.0).probes["p"].every == 150.0


def test_a_window_still_holds_enough_samples_for_a_p95_and_time_outs_stay_real() -> None:
    fast = paced(checklist(30.0), 600.0).probes["p"]
    assert fast.window == 20 * 150.0
    assert fast.timeout == 1.0
