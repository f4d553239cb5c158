"""Another user's launch in the hands of every command: told in a sentence, and left as it is.

The other user is a child that became uid 65534; what it runs is loaded before.
"""

import contextlib
import importlib
import io
import os
import sysconfig
from functools import partial
from pathlib import Path

import pytest

from golive_tui.cli.main import COMMANDS, main
from golive_tui.store.directory import LaunchDirectory
from tests.engine.living import make_launch
from tests.whole.another_user import NOBODY, as_nobody, needs_root

pytestmark = needs_root

READING = (("status",), ("verify",), ("report",), ("journal",), ("gate", "list"))
ACTING = (
    ("stop",),
    ("go",),
    ("attach",),
    ("engine", "--launch"),
    ("mark", "first", "passed", "--launch"),
)


def commanded(argv: list[str]) -> str:
    """The exit code, and all that was said, a line apart."""
    said = io.StringIO()
    code: object = "raised"
    try:
        os.dup2(os.open(os.devnull, os.O_RDWR), 0)
        with (
            Path(os.devnull).open("w", encoding="utf-8") as out,
            contextlib.redirect_stdout(out),
            contextlib.redirect_stderr(said),
        ):
            code = main(argv)
    except BaseException as error:  # noqa: BLE001 - told to the parent
        said.write(repr(error))
    return f"{code}\n{said.getvalue()}"


def content(launch: LaunchDirectory) -> dict[str, tuple[float, bytes]]:
    """Every file: when it changed, and what it holds."""
    return {
        path.name: (path.stat().st_mtime, path.read_bytes())
        for path in launch.path.iterdir()
        if path.is_file()
    }


@pytest.fixture
def launch(own_home: Path) -> LaunchDirectory:
    """A launch of root's in a home that others may walk through."""
    commands = [f"golive_tui.cli.{entry.module}" for entry in COMMANDS]
    for name in (*commands, "golive_tui.engine.assemble", "concurrent.futures.thread"):
        importlib.import_module(name)
    sysconfig.get_paths()  # loads a module of its own
    own_home.chmod(0o755)
    made = make_launch(own_home)
    made.path.parent.chmod(0o755)
    for words in READING:  # loads the rest: the interpreter's folder may be root's alone
        with contextlib.redirect_stdout(io.StringIO()):
            main([*words, str(made.path)])
    return made


def told(launch: LaunchDirectory, *words: str) -> tuple[str, str]:
    before = content(launch)
    code, _, said = as_nobody(partial(commanded, [*words, str(launch.path)])).partition("\n")
    assert content(launch) == before, words
    assert "Traceback" not in said
    assert "Errno" not in said
    return code, said


def test_a_closed_launch_of_another_user_is_told_by_every_command(launch: LaunchDirectory) -> None:
    for words in (*READING, *ACTING):
        code, said = told(launch, *words)
        assert f"{launch.path} is closed to us (it belongs to user 0)" in said, words
        assert "as its owner" in said, words
        assert code == "4", words


def test_an_open_launch_of_another_user_is_read_and_never_written(launch: LaunchDirectory) -> None:
    for path in (launch.path, *launch.path.iterdir()):
        path.chmod(0o755 if path.is_dir() else 0o644)
    codes = {words: told(launch, *words)[0] for words in READING}
    assert codes == {words: "1" if words == ("status",) else "0" for words in READING}
    for words in (("engine", "--launch"), ("go",), ("mark", "first", "passed", "--launch")):
        code, said = told(launch, *words)
        assert code == "4", (words, said)
        assert "owner" in said, (words, said)


def test_a_closed_launch_hides_none_beside_it(
    launch: LaunchDirectory, monkeypatch: pytest.MonkeyPatch
) -> None:
    from golive_tui.store.catalog import launches

    other = make_launch(launch.path.parent.parent)
    other.path.chmod(0o755)
    assert _seen(partial(launches, launch.path.parent)) == [other.path.name]


def _seen(look: "partial[list[LaunchDirectory]]") -> list[str]:
    before = os.getegid(), os.geteuid()
    os.setegid(NOBODY)
    os.seteuid(NOBODY)
    try:
        return [each.path.name for each in look()]
    finally:
        os.seteuid(before[1])
        os.setegid(before[0])
