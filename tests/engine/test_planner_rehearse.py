"""`golive-rehearse`: the word that stands for golive's own stand-in."""

import sys
from pathlib import Path

import pytest

from golive_tui.checklist.model import Item, Step
from golive_tui.engine.planner import plan_step
from golive_tui.errors import Refused
from tests.engine.origins import origin_at
from tests.support.lookups import Values

ITEM = Item(id="deploy", title="Deploy")
STEP = Step(
    run=("./deploy.sh", "railway"),
    verify=("curl", "https://api.example/health"),
    rehearse=("golive-rehearse", "deploy", "${place}"),
)


PLACE = {"place": "staging"}


def argv(folder: Path, *, artifacts: str | None = None, purpose: str = "run") -> tuple[str, ...]:
    stand_ins = {"artifacts": artifacts} if artifacts is not None else {}
    around, launch = Values(PLACE, stand_ins=stand_ins), origin_at(folder, rehearsal=True)
    return plan_step(ITEM, STEP, around, launch, purpose=purpose).plan.argv


def test_the_stand_in_is_run_by_our_own_python_from_where_golive_is(own_home: Path) -> None:
    python, folder, *words = argv(own_home)
    assert python == sys.executable
    assert (Path(folder).parent.name, Path(folder).name) == ("rehearsal", "deploy")
    assert words == ["deploy", "staging"]


def test_it_is_told_where_to_leave_its_files(own_home: Path) -> None:
    found = argv(own_home, artifacts="/a/${b}")
    assert found[2:] == ("--artifacts", "/a/${b}", "deploy", "staging")


def test_a_verify_asks_the_stand_in_and_does_not_run_it_again(own_home: Path) -> None:
    found = argv(own_home, artifacts="/a", purpose="verify")
    assert found[2:] == ("--artifacts", "/a", "--verify", "deploy", "staging")


def test_outside_a_rehearsal_the_word_is_a_program_like_any_other(own_home: Path) -> None:
    step = Step(run=("golive-rehearse", "deploy"))
    with pytest.raises(Refused, match="there is no program golive-rehearse"):
        plan_step(ITEM, step, Values(PLACE), origin_at(own_home, rehearsal=False))
