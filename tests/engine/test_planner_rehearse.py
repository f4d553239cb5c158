"""`golive-rehearse`: the word that stands for golive's own stand-in."""

import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from golive_tui.checklist.model import Item, Step
from golive_tui.engine.planner import plan_step
from golive_tui.errors import Refused
from golive_tui.launch.state import Origin

ITEM = Item(id="deploy", title="Deploy")
STEP = Step(
    run=("./deploy.sh", "railway"),
    verify=("curl", "https://api.example/health"),
    rehearse=("golive-rehearse", "deploy", "${place}"),
)


class Around:
    """A target's values, and where a rehearsal leaves its files."""

    def __init__(self, artifacts: str | None) -> None:
        self.artifacts = artifacts

    def value(self, name: str) -> str | None:
        return "staging" if name == "place" else None

    def env(self, name: str) -> str | None:
        return None

    def file(self, path: str) -> str | None:
        return None

    def output(self, step: str, name: str) -> str | None:
        return None

    def command(self, name: str) -> str | None:
        return None

    def stand_in(self, name: str) -> str | None:
        return self.artifacts if name == "artifacts" else None


def origin(folder: Path, *, rehearsal: bool) -> Origin:
    return Origin(
        id="l",
        title="L",
        checklist="c.toml",
        sha256="0",
        target="rehearsal",
        directory=str(folder),
        rehearsal=rehearsal,
        speed=1.0,
        created_at=datetime(2026, 11, 24, tzinfo=UTC),
        created_by="ana",
    )


def argv(folder: Path, *, artifacts: str | None = None, purpose: str = "run") -> tuple[str, ...]:
    around, launch = Around(artifacts), origin(folder, rehearsal=True)
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
        plan_step(ITEM, step, Around(None), origin(own_home, rehearsal=False))
