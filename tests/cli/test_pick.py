import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from golive_tui.cli.pick import ago, choices
from golive_tui.launch.events import ItemFailed
from golive_tui.store.lock import EngineLock
from tests.cli.conftest import Hands
from tests.cli.made import CHECKLIST, Golive, after, begun
from tests.tui.ground.pty_harness import Pty, left_in_order


@pytest.fixture
def here(own_home: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of a person's own, in which we are."""
    (own_home / "here").mkdir()
    monkeypatch.chdir(own_home / "here")
    return own_home / "here"


def test_without_a_terminal_the_commands_are_named(golive: Golive) -> None:
    said = golive()
    assert (said.code, said.out) == (2, "")
    assert said.err.endswith("golive --help lists the commands\n")


def test_on_a_new_host_there_are_the_shipped_checklists_and_the_demo(here: Path) -> None:
    found = choices(here, after(0))
    assert [each.does for each in found[-2:]] == ["start", "demo"]
    lines = [" ".join(each.argv) for each in found]
    assert "run flowmind --target production" in lines
    assert "run minimal --target production" in lines
    assert lines[-1] == "demo"
    rehearsal = next(each for each in found if each.does == "rehearse")
    assert rehearsal.argv == ("run", "flowmind", "--target", "rehearsal")


def test_launches_come_first_with_what_can_be_known_cheaply(here: Path, hands: Hands) -> None:
    stopped = begun("shop-1")
    os.utime(stopped.journal, (after(0).timestamp(),) * 2)
    runs = begun("shop-2", (1, ItemFailed(item="deploy")), rehearsal=True)
    os.utime(runs.journal, (after(7000).timestamp(),) * 2)
    hands.at(after(7200))
    lock = EngineLock.acquire(runs, version="0")
    first, second = choices(here, after(7200))[:2]
    lock.release()
    assert (first.does, first.name, first.argv) == ("resume", "shop-2", ("attach", str(runs.path)))
    assert (first.engine, first.verdict, first.when) == ("running", "no-go", "3 min")
    assert first.detail == "Shop – go-live, on production, a rehearsal"
    assert (second.name, second.engine, second.verdict) == ("shop-1", "stopped", "")
    assert second.when == "2 h"


def test_a_damaged_launch_can_be_asked_what_is_wrong(here: Path) -> None:
    broken = begun("broken")
    broken.journal.write_text("{}\n")
    first = choices(here, after(0))[0]
    assert (first.does, first.verdict) == ("mend", "broken")
    assert first.argv == ("status", str(broken.path))


def test_checklists_beside_us_are_offered_a_row_a_target(here: Path) -> None:
    (here / "checklists").mkdir()
    (here / "checklists" / "shop.toml").write_text(CHECKLIST)
    (here / "checklists" / "broken.toml").write_text("schema = 1\n[oops]\n")
    found = {each.name: each for each in choices(here, after(0))}
    shop = found["checklists/shop.toml on production"]
    assert shop.argv == ("run", "./checklists/shop.toml", "--target", "production")
    assert shop.detail == "Shop – go-live"
    assert found["checklists/shop.toml on rehearsal"].does == "rehearse"
    broken = found["checklists/broken.toml"]
    assert broken.argv == ("validate", "./checklists/broken.toml")
    assert "problem" in broken.detail


def test_a_shipped_checklist_is_offered_once() -> None:
    """In the checkout they are beside us, too."""
    root = Path(__file__).resolve().parents[2]
    names = [each.name for each in choices(root, after(0))]
    assert len(names) == len(set(names))
    assert not [name for name in names if name.startswith("checklists/flowmind")]


@pytest.mark.parametrize(
    ("seconds", "word"),
    [(-5, "now"), (0, "now"), (59, "now"), (60, "1 min"), (3599, "59 min"), (3600, "1 h"),
     (86399, "23 h"), (86400, "1 d"), (9 * 86400, "9 d")],
)  # fmt: skip
def test_a_time_past_is_one_short_word(seconds: float, word: str) -> None:
    assert ago(seconds) == word


@pytest.fixture
def terminal(here: Path) -> Iterator[Pty]:
    """`golive` in a terminal of 80x24 that has ASCII only."""
    with Pty([sys.executable, "-m", "golive_tui"], columns=80, rows=24, env={"LANG": "C"}) as pty:
        pty.until_shows("q leave")
        yield pty


def test_in_a_plain_terminal_not_one_byte_is_beyond_ascii(here: Path, terminal: Pty) -> None:
    terminal.send("q")
    assert terminal.exit_code() == 0
    assert terminal.output.isascii()
    assert left_in_order(terminal.output)


def test_what_is_typed_ahead_finds_the_filter_and_what_is_chosen_is_done(
    here: Path, terminal: Pty
) -> None:
    (here / "checklists").mkdir()
    terminal.send("/minimal")
    terminal.until(lambda: "flowmind on" not in terminal.text)
    assert "|start    minimal on production" in terminal.text
    terminal.send("\x1b")
    terminal.until_shows("flowmind on production")
    terminal.send("q")
    assert terminal.exit_code() == 0


def test_a_row_does_what_its_line_says(here: Path) -> None:
    (here / "checklists").mkdir()
    (here / "checklists" / "broken.toml").write_text("schema = 1\n[oops]\n")
    with Pty([sys.executable, "-m", "golive_tui"], columns=80, rows=24) as pty:
        pty.until_shows("checklists/broken.toml")
        pty.send("/broken")
        pty.until_shows("golive validate ./checklists/broken.toml")
        pty.send("\r\r")
        assert pty.exit_code() == 2
        assert "oops" in pty.text
