import json
from pathlib import Path

import pytest

from golive_tui.cli.watching import Watch
from tests.cli.made import Golive, begun_in
from tests.support.waiting import wait_until

pytestmark = pytest.mark.usefixtures("engines")


@pytest.fixture(autouse=True)
def home(own_home: Path) -> Path:
    """Where the steps run."""
    begun_in(own_home)
    return own_home


def test_without_the_word_nothing_is_run(golive: Golive) -> None:
    said = golive("rollback", "--confirm", "rollback")
    assert said.code == 4
    assert "type ROLLBACK" in said.err
    assert json.loads(golive("status", "--json").out)["rollback"]["status"] is None


def test_it_ends_rolled_back_with_the_output_of_its_steps(golive: Golive, home: Path) -> None:
    (home / "good").touch()
    said = golive("rollback", "--confirm", "ROLLBACK", "--reason", "5 % errors")
    assert (said.code, said.out) == (0, "undone\nROLLED BACK\n")
    assert '"Undo it" succeeded' in said.err
    known = json.loads(golive("status", "--json").out)["rollback"]
    assert (known["status"], known["reason"], known["steps"]) == (
        "rolled_back", "5 % errors", ["undo"],
    )  # fmt: skip
    assert "ROLLED BACK" in golive("status").out


def test_a_step_that_fails_fails_the_rollback(golive: Golive) -> None:
    said = golive("rollback", "--confirm", "ROLLBACK")
    assert said.code == 1
    assert "ROLLBACK FAILED at undo" in said.out
    status = golive("status")
    assert status.code == 1
    assert "ROLLBACK FAILED at undo" in status.out
    assert "NO-GO" in status.out


def test_it_need_not_be_waited_for(golive: Golive, home: Path) -> None:
    (home / "good").touch()
    said = golive("rollback", "--confirm", "ROLLBACK", "--no-wait")
    assert (said.code, said.out) == (0, "")

    def over() -> bool:
        return bool(json.loads(golive("status", "--json").out)["rollback"]["ended_at"])

    wait_until(over)


def test_who_stops_waiting_does_not_end_it(golive: Golive, monkeypatch: pytest.MonkeyPatch) -> None:
    def gone(_: Watch, over: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(Watch, "until", gone)
    said = golive("rollback", "--confirm", "ROLLBACK")
    assert said.code == 130
    assert "goes on without us" in said.err
