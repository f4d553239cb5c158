"""A rehearsal speeds the schedule, not the network."""

from golive_tui.checklist.model import Checklist, Gate, Measure, Objective, Probe, Trigger
from golive_tui.checklist.pace import paced


def checklist(every: float, window: float = 900.0) -> Checklist:
    probe = Probe(id="p", kind="tcp", title="P", every=every, timeout=1.0, window=window)
    measure = Measure(measure="error_rate", of=("p",), window=60.0, above=0.05)
    return Checklist(
        title="x",
        targets={},
        probes={"p": probe},
        objectives={"o": Objective(id="o", title="O", measure=measure)},
        triggers={"t": Trigger(id="t", title="T", measure=measure)},
        stages=(),
        gates=(Gate(id="g", title="G", stations=("Backend",), valid_for=1800.0),),
    )


def test_at_the_system_s_speed_nothing_changes() -> None:
    original = checklist(2.0)
    assert paced(original, 1.0) is original


def test_slots_stay_a_quarter_of_a_real_second_apart() -> None:
    assert paced(checklist(2.0), 60.0).probes["p"].every == 15.0
    assert paced(checklist(30.0), 60.0).probes["p"].every == 30.0
    assert paced(checklist(30.0), 600.0).probes["p"].every == 150.0


def test_windows_hold_as_many_samples_as_before_and_time_outs_stay_real() -> None:
    slow, fast = checklist(2.0), paced(checklist(2.0), 60.0)
    for before, after in (
        (slow.probes["p"].window, fast.probes["p"].window),
        (slow.objectives["o"].measure.window, fast.objectives["o"].measure.window),
        (slow.triggers["t"].measure.window, fast.triggers["t"].measure.window),
    ):
        assert after / fast.probes["p"].every == before / slow.probes["p"].every
    assert fast.probes["p"].timeout == 1.0


def test_a_vote_lasts_as_long_as_people_need() -> None:
    assert paced(checklist(2.0), 2.0).gates[0].valid_for == 1800.0
    assert paced(checklist(2.0), 60.0).gates[0].valid_for == 36_000.0
