import os
import stat
from pathlib import Path

import pytest

from golive_tui.errors import NotFound, StoreError, StoreUnwritable
from golive_tui.store import directory as directories
from golive_tui.store import files
from golive_tui.store.directory import LaunchDirectory
from tests.store.builders import launched, made


def mode_of(path: Path) -> int:
    return stat.S_IMODE(path.lstat().st_mode)


def test_the_files_have_the_names_that_the_design_gives_them() -> None:
    directory = LaunchDirectory(Path("/l"))
    named = (
        directory.checklist, directory.journal, directory.state, directory.samples,
        directory.steps, directory.socket, directory.lock, directory.log,
    )  # fmt: skip
    assert [path.name for path in named] == [
        "checklist.toml", "journal.jsonl", "state.toml", "samples.db",
        "steps", "engine.sock", "engine.lock", "engine.log",
    ]  # fmt: skip
    assert {path.parent for path in named} == {Path("/l")}


@pytest.mark.parametrize("umask", [0o000, 0o022, 0o277])
def test_it_is_made_private_whatever_the_umask_says(own_home: Path, umask: int) -> None:
    before = os.umask(umask)
    try:
        directory = made(own_home / "launch")
        directory.write_checklist(b"schema = 1\n")
    finally:
        os.umask(before)
    assert mode_of(directory.path) == mode_of(directory.steps) == 0o700
    assert mode_of(directory.checklist) == 0o600
    assert directory.read_checklist() == b"schema = 1\n"


def test_it_is_made_where_no_folder_is_yet(own_home: Path) -> None:
    assert made(own_home / "a" / "b" / "c").path.is_dir()


def test_every_folder_that_is_made_on_the_way_is_durable(
    own_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A launch that began must not vanish in a power cut, with the folders that lead to it."""
    synced: list[Path] = []
    for module in (files, directories):
        monkeypatch.setattr(module, "sync_folder", synced.append)
    LaunchDirectory(own_home / "new" / "golive" / "launch").create()
    assert set(synced) >= {own_home, own_home / "new", own_home / "new" / "golive"}
    synced.clear()
    LaunchDirectory(own_home / "new" / "golive" / "second").create()
    assert own_home not in synced


def test_a_directory_with_a_launch_is_never_begun_anew(own_home: Path) -> None:
    directory = launched(own_home / "launch", 2)
    with pytest.raises(StoreError, match="holds a launch already"):
        directory.create()


def test_a_directory_with_other_things_is_left_as_it_is(own_home: Path) -> None:
    own_home.chmod(0o755)
    with pytest.raises(StoreError, match="not empty"):
        LaunchDirectory(own_home).create()
    assert mode_of(own_home) == 0o755


def test_an_empty_directory_and_an_interrupted_start_are_taken(own_home: Path) -> None:
    (own_home / "launch").mkdir(mode=0o755)
    directory = made(own_home / "launch")
    directory.lock.touch()
    directory.create()
    assert mode_of(directory.path) == 0o700


def test_a_file_in_its_place_is_refused(own_home: Path) -> None:
    (own_home / "launch").touch()
    with pytest.raises(StoreError, match="not a directory"):
        made(own_home / "launch")


def test_somebody_elses_directory_is_refused(
    own_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    directory = made(own_home / "launch")
    monkeypatch.setattr(os, "geteuid", lambda: os.getuid() + 1)
    with pytest.raises(StoreError, match="belongs to user"):
        directory.create()
    with pytest.raises(StoreError, match="belongs to user"):
        directory.secure()


def test_a_directory_that_cannot_be_made_is_told(own_home: Path) -> None:
    (own_home / "file").touch()
    with pytest.raises(StoreUnwritable, match="no launch was begun"):
        LaunchDirectory(own_home / "file" / "launch").create()


def test_a_private_launch_is_secure(own_home: Path) -> None:
    assert launched(own_home / "launch", 2).secure() == ()


def test_what_is_open_to_others_is_closed_and_told(own_home: Path) -> None:
    directory = launched(own_home / "launch", 2)
    directory.path.chmod(0o750)
    directory.journal.chmod(0o644)
    notices = directory.secure()
    assert len(notices) == 2
    assert "mode 0750" in notices[0]
    assert f"{directory.journal} was open to others (mode 0644)" in notices[1]
    assert mode_of(directory.path) == 0o700
    assert mode_of(directory.journal) == 0o600
    assert directory.secure() == ()


@pytest.mark.parametrize("name", ["journal", "state", "samples", "checklist", "carried"])
def test_a_link_planted_for_a_file_is_refused(own_home: Path, name: str) -> None:
    directory = made(own_home / "launch")
    victim = own_home / "victim"
    victim.write_bytes(b"precious")
    planted: Path = getattr(directory, name)
    planted.symlink_to(victim)
    with pytest.raises(StoreError, match=f"{planted} is a symbolic link"):
        directory.secure()
    assert victim.read_bytes() == b"precious"


def test_a_missing_directory_and_a_missing_checklist_are_not_found(own_home: Path) -> None:
    with pytest.raises(NotFound):
        LaunchDirectory(own_home / "launch").secure()
    with pytest.raises(NotFound, match=r"checklist\.toml is missing"):
        made(own_home / "launch").read_checklist()


def test_a_deep_launch_listens_at_a_short_address(own_home: Path) -> None:
    deep = made(own_home / ("d" * 90) / "launch")
    assert deep.socket_address().parent == own_home / "run" / "golive"
    assert made(own_home / "launch").socket_address() == own_home / "launch" / "engine.sock"
