"""Which other launch went through the rollback, and when."""

import os
from typing import Any

import pytest
from msgspec.structs import replace

from golive_tui.checklist.reader import read_checklist
from golive_tui.engine import elsewhere
from golive_tui.engine.elsewhere import Elsewhere
from golive_tui.engine.step_desk import StepDesk
from golive_tui.launch import events as e
from golive_tui.launch.fold import fold
from golive_tui.launch.rollback_state import RollbackCheck
from golive_tui.store.directory import LaunchDirectory
from golive_tui.store.recover import look
from tests.cli.made import RUNNING, after, begun

pytestmark = pytest.mark.usefixtures("own_home")

CHECKLIST = read_checklist(RUNNING.encode(), "shop.toml", None)
STEPS = ("undo",)


def undone(name: str, seconds: float = 60.0, outcome: Any = "succeeded", **said: Any) -> (
    LaunchDirectory
):  # fmt: skip
    """A launch that went through its rollback, and changed last so many seconds past noon."""
    asked = e.StepRequested(step="undo", attempt="undo-1", argv=("x",), directory="/", target="t",
                            rehearsed=True)  # fmt: skip
    ended = e.StepEnded(step="undo", attempt="undo-1", outcome=outcome, seconds=9.0)
    made = begun(name, (seconds - 1, asked), (seconds, ended), text=RUNNING, **said)
    os.utime(made.journal, (after(seconds).timestamp(),) * 2)
    return made


def last(own: LaunchDirectory, steps: tuple[str, ...] = STEPS) -> e.GoneThrough | None:
    return asked(Elsewhere(own), own, steps)


def asked(
    desk: Elsewhere, own: LaunchDirectory, steps: tuple[str, ...] = STEPS
) -> e.GoneThrough | None:
    origin = look(own, fold).state.origin
    assert origin is not None
    return desk.last(CHECKLIST, origin, steps)


def test_the_newest_of_the_same_checklist_is_told_by_its_name() -> None:
    own = undone("shop-9", 900)
    assert last(own) is None
    undone("shop-1", 60)
    undone("shop-2", 120)
    undone("other-3", 180, title="Another", sha256="0" * 64)
    undone("shop-4", 240, "failed")
    undone("edited-5", 30, sha256="1" * 64)
    found = e.GoneThrough(launch="shop-2", at=after(120), took=9.0, rehearsed=True)
    assert last(own) == found
    assert last(own, ()) is None


def test_a_launch_whose_clock_ran_fast_is_told_in_real_time() -> None:
    undone("demo-1", 3600, speed=60.0)
    found = last(begun("shop-9", text=RUNNING))
    assert found is not None
    assert (found.at, found.took) == (after(60), 9.0)


def test_one_that_is_damaged_or_never_began_hides_no_other() -> None:
    own = begun("shop-9", text=RUNNING)
    undone("shop-1", 60)
    damaged = undone("shop-2", 120)
    damaged.journal.write_bytes(damaged.journal.read_bytes().replace(b"undo-1", b"undo-2", 1))
    empty = undone("shop-3", 180)
    empty.journal.write_bytes(b"")
    found = last(own)
    assert found is not None
    assert found.launch == "shop-1"


def test_it_is_looked_for_seldom_and_at_once_when_the_steps_change(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    own = begun("shop-9", text=RUNNING)
    desk = Elsewhere(own)
    assert asked(desk, own) is None
    undone("shop-1", 60)
    assert asked(desk, own) is None
    assert asked(desk, own, ("undo", "more")) is not None
    monkeypatch.setattr(elsewhere, "ANEW", 0.0)
    assert asked(desk, own) is not None


def test_an_engine_that_starts_keeps_what_is_known_and_looks_beside_it_later(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    own = begun("shop-9", text=RUNNING)
    found = e.GoneThrough(launch="shop-1", at=after(60), took=9.0, rehearsed=True)
    known = e.GoneThrough(launch="shop-0", at=after(0), took=1.0, rehearsed=True)
    monkeypatch.setattr(Elsewhere, "last", lambda *_: found)
    nothing: Any = None  # neither attempts nor values are asked for where nothing is filled in
    desk = StepDesk(nothing, lambda: nothing, Elsewhere(own))
    state, bare = look(own, fold).state, replace(CHECKLIST, stages=())
    assert desk.check_rollback(bare, state, beside=False).elsewhere is None
    checked = RollbackCheck(at=after(0), epoch=1, steps=(), elsewhere=known)
    state = replace(state, rollback_check=checked)
    assert desk.check_rollback(bare, state, beside=False).elsewhere == known
    assert desk.check_rollback(bare, state, beside=True).elsewhere == found
