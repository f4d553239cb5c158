import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from golive_tui.cli.run import existing
from golive_tui.engine.create import Plan
from golive_tui.errors import InputError
from golive_tui.store.catalog import base, launches
from golive_tui.store.directory import LaunchDirectory
from golive_tui.store.lock import holder
from tests.cli.made import CHECKLIST, Golive, begun, snapshotted
from tests.support.waiting import wait_until

pytestmark = pytest.mark.usefixtures("engines")


def _run(golive: Golive, shop: Path, *argv: str) -> LaunchDirectory:
    said = golive("run", str(shop), "--target", "production", "--detach", *argv)
    assert said.code == 0, said.err
    assert said.out.count("\n") == 1
    return LaunchDirectory(Path(said.out.strip()))


def test_a_detached_run_prints_the_launch_directory_and_leaves_an_engine(
    golive: Golive, shop: Path
) -> None:
    launch = _run(golive, shop)
    assert launch.path.parent == base()
    assert launch.path.name.startswith("shop-production-")
    held = holder(launch)
    assert held is not None
    document = json.loads(golive("status", "--json").out)
    assert document["launch"]["engine"] == "running"
    assert document["launch"]["verdict"] == "hold"
    assert Path(f"/proc/{held.pid}/cmdline").read_bytes().split(b"\0")[-4:-1] == [
        b"engine", b"--launch", str(launch.path).encode(),
    ]  # fmt: skip


def test_a_second_run_resumes_the_first(golive: Golive, shop: Path) -> None:
    first = _run(golive, shop)
    held = holder(first)
    said = golive("run", str(shop), "--target", "production", "--detach")
    assert said.out == f"{first.path}\n"
    assert said.err == f"resuming {first.path.name}\n"
    assert holder(first) == held
    assert len(launches(base())) == 1


def test_many_who_resume_at_once_end_in_one_engine(golive: Golive, shop: Path) -> None:
    launch = begun("shop-1", checklist=str(shop))
    argv = [sys.executable, "-m", "golive_tui", "run", str(shop), "--target", "production"]
    starters = [
        subprocess.Popen([*argv, "--detach"], stdout=subprocess.PIPE, text=True) for _ in range(4)
    ]
    said = [each.communicate(timeout=50)[0] for each in starters]
    assert said == [f"{launch.path}\n"] * 4
    events = json.loads(golive("journal", "--json").out)["events"]
    assert [event["kind"] for event in events].count("engine.started") == 1


def test_an_engine_that_was_killed_is_followed_by_another_that_knows_all(
    golive: Golive, shop: Path
) -> None:
    launch = _run(golive, shop)
    golive("mark", "records", "passed", "--note", "kept")
    held = holder(launch)
    assert held is not None
    os.kill(held.pid, signal.SIGKILL)
    wait_until(lambda: holder(launch) is None)
    before = json.loads(golive("status", "--json").out)
    assert before["launch"]["engine"] == "stopped"
    assert before["items"]["records"]["note"] == "kept"
    assert _run(golive, shop).path == launch.path
    after_it = json.loads(golive("status", "--json").out)
    assert after_it["launch"]["engine"] == "running"
    assert after_it["items"] == before["items"]
    assert after_it["journal"]["epoch"] == before["journal"]["epoch"] + 1


def test_new_begins_another(golive: Golive, shop: Path) -> None:
    first = _run(golive, shop)
    second = _run(golive, shop, "--new")
    assert second.path != first.path
    assert holder(first) is not None
    assert holder(second) is not None


def test_another_target_is_another_launch(golive: Golive, shop: Path) -> None:
    first = _run(golive, shop)
    shop.write_text(
        CHECKLIST.replace("[targets.rehearsal]", "[targets.staging]").replace(
            "rehearsal = true\n", ""
        )
    )
    said = golive("run", str(shop), "--target", "staging", "--detach")
    assert said.code == 0
    assert said.out != f"{first.path}\n"


def test_a_launch_directory_can_be_chosen_and_is_resumed_too(
    golive: Golive, shop: Path, own_home: Path
) -> None:
    place = own_home / "here"
    assert _run(golive, shop, "--launch", str(place)).path == place
    again = golive("run", str(shop), "--target", "production", "--launch", str(place), "--detach")
    assert (again.out, again.err) == (f"{place}\n", "resuming here\n")
    golive("stop", "--launch", str(place))


def test_a_directory_with_another_launch_is_left_alone(golive: Golive, shop: Path) -> None:
    other = begun("other", checklist="/srv/web.toml")
    said = golive(
        "run", str(shop), "--target", "production", "--launch", str(other.path), "--detach"
    )
    assert (said.code, said.out) == (2, "")
    assert "holds a launch of another checklist or target" in said.err
    assert holder(other) is None


def test_a_damaged_launch_does_not_keep_one_from_beginning_but_is_told(
    golive: Golive, shop: Path
) -> None:
    """It may be the very launch that was to be resumed."""
    begun("broken").journal.write_text("{}\n")
    said = golive("run", str(shop), "--target", "production", "--detach")
    assert Path(said.out.strip()).name.startswith("shop-production-")
    assert "passing over broken, which cannot be read: " in said.err


@pytest.mark.parametrize("plant", [lambda path: path.symlink_to("/etc/hostname"), os.mkfifo])
def test_a_planted_journal_is_told_with_what_to_do(
    golive: Golive, shop: Path, plant: Callable[[Path], None]
) -> None:
    mine = begun("mine", checklist=str(shop))
    mine.journal.unlink()
    plant(mine.journal)
    said = golive(
        "run", str(shop), "--target", "production", "--launch", str(mine.path), "--detach"
    )
    assert (said.code, said.out) == (4, "")
    assert str(mine.journal) in said.err
    assert "golive neither reads nor writes through it" in said.err
    assert "then remove it" in said.err


def test_the_only_target_needs_no_naming(golive: Golive, shop: Path) -> None:
    said = golive("run", str(shop), "--detach")
    assert said.code == 0
    assert "shop-production-" in said.out


def test_a_broken_checklist_begins_nothing(golive: Golive, shop: Path) -> None:
    shop.write_text(CHECKLIST + "\n[oops]\n")
    said = golive("run", str(shop), "--detach")
    assert (said.code, said.out) == (2, "")
    assert "oops" in said.err
    assert not launches(base())


def test_without_a_terminal_nothing_is_begun(golive: Golive, shop: Path) -> None:
    said = golive("run", str(shop))
    assert (said.code, said.out) == (2, "")
    assert "golive run --detach" in said.err
    assert not launches(base())


def test_a_copied_state_goes_on_with_its_progress(
    golive: Golive, shop: Path, own_home: Path
) -> None:
    from golive_tui.launch.events import ItemPassed

    old = begun("old", (5, ItemPassed(item="records")), checklist=str(shop))
    snapshotted(old)
    copied = own_home / "state.toml"
    copied.write_bytes(old.state.read_bytes())
    said = golive("run", str(shop), "--target", "production", "--from", str(copied), "--detach")
    assert said.code == 0, said.err
    document = json.loads(golive("status", "--launch", said.out.strip(), "--json").out)
    assert document["items"]["records"]["status"] == "passed"


def _plan(shop: Path, place: Path | None) -> Plan:
    from golive_tui.checklist_files import load

    checklist, text = load(shop, None)
    return Plan(
        checklist=checklist, source=shop, text=text, target="production", directory=shop.parent,
        base=base(), place=place,
    )  # fmt: skip


def test_the_newest_launch_of_the_same_file_and_target_is_resumed(shop: Path) -> None:
    begun("other-target", checklist=str(shop), target="staging")
    begun("demo", checklist=str(shop), speed=60.0)
    assert existing(_plan(shop, None)) is None
    mine = begun("mine", checklist=str(shop))
    assert existing(_plan(shop, None)) == mine


def test_a_free_directory_holds_nothing_to_resume(shop: Path, own_home: Path) -> None:
    assert existing(_plan(shop, own_home / "free")) is None
    other = begun("other", checklist="/srv/web.toml")
    with pytest.raises(InputError, match="another checklist"):
        existing(_plan(shop, other.path))
