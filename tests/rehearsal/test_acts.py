from msgspec.structs import replace

from golive_tui.launch import commands as c
from golive_tui.launch.events import Event
from golive_tui.launch.fold import fold
from golive_tui.launch.state import EMPTY
from golive_tui.launch.trigger_commands import HoldTrigger
from golive_tui.rehearsal.acts import ACTS, commands
from tests.launch.world import ANA, CREATED, after
from tests.rehearsal.scenarios import flowmind

STATE = fold(
    EMPTY,
    Event(seq=1, at=after(0), epoch=0, by=ANA, fact=replace(CREATED, target="rehearsal")),
)


def test_every_act_is_a_command_or_several() -> None:
    given = {"item": "dns-a-records", "step": "immediate-rollback", "trigger": "error-rate"}
    for do in ACTS:
        assert list(commands(do, given, flowmind(), STATE))


def test_a_step_is_run_with_the_targets_name_typed() -> None:
    [run] = commands("run step", {"step": "immediate-rollback"}, flowmind(), STATE)
    assert isinstance(run, c.RunStep)
    assert (run.typed, run.again) == ("rehearsal", True)


def test_a_hold_lasts_as_long_as_it_says() -> None:
    given = {"trigger": "error-rate", "for": "5m"}
    assert list(commands("hold", given, flowmind(), STATE)) == [
        HoldTrigger(trigger="error-rate", reason="as the scenario has it", seconds=300)
    ]


def test_everything_before_going_live_is_passed_and_nothing_else() -> None:
    asked = list(commands("pass everything", {}, flowmind(), STATE))
    named = {each.item for each in asked if isinstance(each, c.PassItem | c.SkipItem)}
    wanted = {
        item.id
        for _, stage, item in flowmind().leaves()
        if stage.before_go_live and not item.after_go_live and not stage.rollback
    }
    assert named == wanted
