import pytest

from golive_tui.launch.samples import REASONS
from golive_tui.probes.look import stages as module
from golive_tui.probes.look.stages import Stages, late


def test_a_stage_is_counted_when_it_ended_well() -> None:
    stages = Stages()
    with stages.stage("dns"):
        pass
    with pytest.raises(OSError, match="oops"), stages.stage("connect"):
        raise OSError("oops")
    assert set(stages.seconds) == {"dns"}
    assert stages.at == "connect"


def test_a_stage_entered_twice_adds_up(monkeypatch: pytest.MonkeyPatch) -> None:
    times = iter([0.0, 1.0, 5.0, 7.0])
    monkeypatch.setattr(module, "stopwatch", lambda: next(times))
    stages = Stages()
    for _ in range(2):
        stages.enter("dns")
        stages.leave()
    assert stages.seconds == {"dns": 3.0}


def test_the_total_begins_with_the_first_stage(monkeypatch: pytest.MonkeyPatch) -> None:
    stages = Stages()
    assert stages.total == 0.0
    times = iter([10.0, 12.5])
    monkeypatch.setattr(module, "stopwatch", lambda: next(times))
    stages.enter("dns")
    assert stages.total == 2.5


@pytest.mark.parametrize("name", module._LATE)
def test_each_stage_that_is_cut_short_has_a_reason_of_the_list(name: str) -> None:
    stages = Stages()
    stages.enter(name)
    stages.ip = "192.0.2.1"
    seen = late(stages, 5.0)
    assert seen.reason in REASONS
    assert seen.detail.endswith("within 5.0 s (192.0.2.1)")
    # Our own resolver and our own host are no fault of the target's.
    assert seen.outcome == ("error" if name in {"dns", "host"} else "fail")


def test_a_look_that_had_not_begun_is_our_own_trouble() -> None:
    seen = late(Stages(), 0.5)
    assert (seen.outcome, seen.reason) == ("error", "probe.timeout")
