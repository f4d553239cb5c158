import os
import signal
import subprocess
import sys

import pytest

from golive_tui.cli import main as entry
from golive_tui.cli.main import COMMANDS, PICK, parser_of
from golive_tui.errors import Refused
from golive_tui.launch.events import ItemNoted
from tests.cli.made import Golive, begun
from tests.support.waiting import wait_until

NAMES = [each.name for each in COMMANDS]
HUGE = "x" * 100_000

BAD = [
    ["no-such"],
    ["--json"],
    [""],
    ["\x1b[2J"],
    ["\udc80\udcff"],
    [HUGE],
    ["status", "--jsom"],
    ["status", "a", "b"],
    ["status", HUGE],
    ["status", ""],
    ["status", "~nobody-here"],
    ["status", "\udc80"],
    ["status", "../../../../../../.."],
    ["status", "--launch", "/dev/null"],
    ["status", "--launch", "/proc/self/mem"],
    ["status", "--launch", "/nowhere/at/all"],
    ["status", "--launch", "a\0b"],
    ["status", "x", "--launch", "/tmp"],
    ["attach", "/dev/zero"],
    ["journal", "--launch"],
    ["journal", "no-such-launch"],
    ["list", "extra"],
    ["stop", "no-such-launch"],
    ["validate"],
    ["validate", "/dev/zero"],
    ["validate", "/"],
    ["validate", "no-such-checklist"],
    ["validate", HUGE],
    ["validate", "x", "y"],
    ["run"],
    ["run", "no-such-checklist", "--detach"],
    ["run", "flowmind", "--detach"],
    ["run", "flowmind", "--target", "nowhere", "--detach"],
    ["run", "flowmind", "--target", "rehearsal", "--launch", "/dev/null", "--detach"],
    ["run", "flowmind", "--target", "rehearsal", "--launch", "/proc/x", "--detach"],
    ["run", "flowmind", "--target", "rehearsal", "--from", "/nowhere", "--detach"],
    ["run", "flowmind", "--target", "rehearsal"],
    ["demo", "--speed", "fast"],
    ["demo", "--speed", "nan"],
    ["demo", "--speed", "0", "--detach"],
    ["demo", "--speed", "-inf", "--detach"],
    ["demo", "--speed", "1e9", "--detach"],
    ["demo"],
    ["mark"],
    ["mark", "x"],
    ["mark", "x", "done"],
    ["mark", "x", "passed"],
    ["mark", "x", "passed", "--launch", "/tmp"],
    ["go", "no-such-launch"],
    ["round"],
    ["round", "close"],
    ["round", "answer", "x"],
    ["round", "answer", "x", "maybe"],
    ["round", "complete", "--rest", "maybe"],
    ["round", "complete"],
    ["doctor", "no-such-checklist"],
    ["doctor", "--target", "x"],
    ["doctor", "flowmind", "--target", "nowhere"],
    ["engine"],
    ["engine", "--launch", "/nowhere"],
    ["engine", "--launch", "/dev/null"],
    ["help", "no-such"],
    [],
]


@pytest.mark.parametrize(
    "argv", BAD, ids=lambda argv: " ".join(argv)[:60].encode("ascii", "replace").decode()
)
def test_bad_arguments_end_in_a_sentence_and_their_code(golive: Golive, argv: list[str]) -> None:
    said = golive(*argv)
    assert said.code in {2, 3, 4}
    assert said.out == "" or argv[0] == "validate"
    assert said.err.strip()
    assert all(len(line) < 2000 for line in said.err.splitlines())
    assert "\x1b" not in said.err
    said.err.encode("utf-8")


@pytest.mark.parametrize("name", NAMES)
def test_every_command_has_its_help(golive: Golive, name: str) -> None:
    said = golive(name, "--help")
    assert (said.code, said.err) == (0, "")
    assert f"usage: golive {name}" in said.out
    assert golive("help", name).out == said.out


def test_the_help_names_every_command_and_every_exit_code(golive: Golive) -> None:
    said = golive("--help")
    assert (said.code, said.err) == (0, "")
    assert [name for name in NAMES if f"\n  {name} " not in said.out] == []
    assert "0 done, 1 the answer is no, 2 bad usage or bad input, 3 not found, 4 the" in said.out
    assert golive("-h").out == golive("help").out == said.out


def test_the_version_is_one_line(golive: Golive) -> None:
    said = golive("--version")
    assert said.code == 0
    assert said.out.startswith("golive ")
    assert said.out.count("\n") == 1


@pytest.mark.parametrize(("typed", "meant"), [("stauts", "status"), ("vaildate", "validate")])
def test_a_misspelt_command_is_met_with_the_nearest(golive: Golive, typed: str, meant: str) -> None:
    said = golive(typed)
    assert said.code == 2
    assert f"there is no command `{typed}`; did you mean `{meant}`?" in said.err


def test_a_word_like_no_other_gets_no_guess(golive: Golive) -> None:
    said = golive("zzzz")
    assert said.err == "golive: there is no command `zzzz`\ngolive --help lists them\n"


@pytest.mark.parametrize("each", [*COMMANDS, PICK], ids=lambda each: each.module)
def test_every_command_can_be_called(each: entry.Entry) -> None:
    _, module = parser_of(each)
    assert callable(module.run)


def _that_raises(error: BaseException, monkeypatch: pytest.MonkeyPatch) -> None:
    def dispatch(args: list[str]) -> int:
        raise error

    monkeypatch.setattr(entry, "_dispatch", dispatch)


def test_what_the_engine_refuses_ends_with_4_and_its_words(
    golive: Golive, monkeypatch: pytest.MonkeyPatch
) -> None:
    _that_raises(Refused("no round is due", hint="the next falls due in 4:31"), monkeypatch)
    said = golive("round", "complete")
    assert (said.code, said.out) == (4, "")
    assert said.err == "golive: no round is due\nthe next falls due in 4:31\n"


def test_ctrl_c_ends_as_a_shell_expects(golive: Golive, monkeypatch: pytest.MonkeyPatch) -> None:
    _that_raises(KeyboardInterrupt(), monkeypatch)
    assert golive("status").code == 130


def _in_process(*argv: str, **streams: int) -> "subprocess.Popen[bytes]":
    return subprocess.Popen([sys.executable, "-m", "golive_tui", *argv], **streams)  # type: ignore[call-overload,no-any-return]


def test_a_reader_that_has_seen_enough_gets_no_traceback() -> None:
    """More than a pipe holds is written to one that nobody reads."""
    begun("shop-1", *((n, ItemNoted(item="records", text="x" * 900)) for n in range(1, 120)))
    reader, writer = os.pipe()
    with _in_process("journal", "--json", stdout=writer, stderr=subprocess.PIPE) as process:
        os.close(writer)
        os.close(reader)
        _, err = process.communicate(timeout=30)
    assert (process.returncode, err) == (141, b"")


def test_an_answer_that_cannot_be_written_is_no_answer() -> None:
    begun("shop-1")
    with open("/dev/full", "wb") as full:  # noqa: PTH123 - a device
        process = _in_process("list", "--json", stdout=full.fileno(), stderr=subprocess.PIPE)
        _, err = process.communicate(timeout=30)
    assert process.returncode == 2
    assert b"No space left" in err
    assert b"Traceback" not in err
    assert b"Exception ignored" not in err


def test_closed_streams_are_no_trouble() -> None:
    begun("shop-1")
    argv = f"exec {sys.executable} -m golive_tui list >&- 2>&- <&-"
    assert subprocess.run(["/bin/sh", "-c", argv], check=False, timeout=30).returncode == 0


@pytest.mark.parametrize("locale", ["C", "POSIX", "en_US.ISO-8859-1"])
def test_a_title_with_an_accent_is_told_in_any_locale(locale: str) -> None:
    begun("shop-1", title="Shop – früh")
    env = {**os.environ, "LC_ALL": locale, "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"}
    argv = [sys.executable, "-m", "golive_tui", "list"]
    said = subprocess.run(argv, env=env, capture_output=True, check=False, timeout=30)
    assert (said.returncode, said.stderr) == (0, b"")
    assert b"Shop ? fr" in said.stdout


def test_a_follower_ends_with_ctrl_c_and_without_a_word() -> None:
    begun("shop-1")
    with _in_process("journal", "--follow", stdout=subprocess.PIPE, stderr=subprocess.PIPE) as it:
        assert it.stdout is not None
        assert b"     1  2026-11-24 12:00:00Z  ana" in it.stdout.readline()
        it.send_signal(signal.SIGINT)
        assert wait_until(lambda: it.poll() is not None)
        assert it.stderr is not None
        assert (it.returncode, it.stderr.read()) == (130, b"")
