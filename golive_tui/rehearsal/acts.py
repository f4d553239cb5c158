"""What people do in a scenario, as the commands that they would give."""

from collections.abc import Callable, Iterator, Mapping
from typing import Final

from golive_tui.checklist.model import Checklist
from golive_tui.launch import commands as c
from golive_tui.launch.state import LaunchState
from golive_tui.launch.trigger_commands import (
    AcknowledgeTrigger,
    DisarmTrigger,
    HoldTrigger,
    OverrideTrigger,
    ResetTrigger,
)
from golive_tui.units import duration

Given = Mapping[str, str]
Asked = c.Command | c.RunStep
REASON: Final = "as the scenario has it"


def _why(given: Given) -> str:
    return given.get("reason", REASON)


def _seconds(given: Given) -> float | None:
    return duration(given["for"]) if "for" in given else None


ACTS: Final[Mapping[str, tuple[str, Callable[[Given], Asked] | None]]] = {
    "go live": ("", lambda given: c.GoLive(note=given.get("reason", ""))),
    "pass": ("item", lambda given: c.PassItem(item=given["item"], note=given.get("reason", ""))),
    "fail": ("item", lambda given: c.FailItem(item=given["item"], note=_why(given))),
    "skip": ("item", lambda given: c.SkipItem(item=given["item"], reason=_why(given))),
    "pass everything": ("", None),
    "run step": (
        "step",
        lambda given: c.RunStep(step=given["step"], again=True, reason=_why(given)),
    ),
    "acknowledge": (
        "trigger",
        lambda given: AcknowledgeTrigger(trigger=given["trigger"], reason=_why(given)),
    ),
    "hold": (
        "trigger",
        lambda given: HoldTrigger(
            trigger=given["trigger"], reason=_why(given), seconds=_seconds(given)
        ),
    ),
    "override": (
        "trigger",
        lambda given: OverrideTrigger(
            trigger=given["trigger"], reason=_why(given), second=given.get("second", "")
        ),
    ),
    "disarm": (
        "trigger",
        lambda given: DisarmTrigger(
            trigger=given["trigger"], reason=_why(given), seconds=_seconds(given)
        ),
    ),
    "reset": (
        "trigger",
        lambda given: ResetTrigger(trigger=given["trigger"], reason=_why(given)),
    ),
    "roll back": ("", lambda given: c.RollBack(typed="ROLLBACK", reason=_why(given))),
    "complete round": ("", lambda given: c.CompleteRound(rest="passed", note=_why(given))),
}
"""By its words, the key that an act cannot do without, and the command that it is."""


def commands(do: str, given: Given, checklist: Checklist, state: LaunchState) -> Iterator[Asked]:
    """The commands that an act amounts to."""
    _, made = ACTS[do]
    if made is not None:
        command = made(given)
        if isinstance(command, c.RunStep):
            typed = state.origin.target if state.origin else ""
            command = c.RunStep(step=command.step, typed=typed, again=True, reason=command.reason)
        yield command
        return
    for _, stage, item in checklist.leaves():
        waits = stage.rollback or item.after_go_live or not stage.before_go_live
        if not waits and state.item(item.id).record.status in ("open", "doing", "stale"):
            yield (
                c.SkipItem(item=item.id, reason=REASON)
                if item.four_eyes
                else c.PassItem(item=item.id, note=REASON)
            )
