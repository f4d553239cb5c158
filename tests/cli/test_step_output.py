import io
import json
import sys
from pathlib import Path
from threading import Thread

import pytest

from golive_tui.launch import events as e
from golive_tui.store.directory import LaunchDirectory
from tests.cli.made import RUNNING, STARTED, Golive, begun, begun_in
from tests.support.waiting import wait_until

ASKED = e.StepRequested(
    step="ship", attempt="ship-1", argv=("x",), directory="/srv", target="production"
)
ENDED = e.StepEnded(step="ship", attempt="ship-1", outcome="succeeded", exit_code=0)


@pytest.fixture
def wrote() -> LaunchDirectory:
    """A launch whose step has written something that a terminal would obey."""
    launch = begun("shop-1", (1, STARTED), (2, ASKED), (3, ENDED), text=RUNNING)
    (launch.steps / "ship-1").mkdir()
    (launch.steps / "ship-1" / "transcript").write_bytes(b"\x1b[31mred\x1b[0m\nend")
    return launch


@pytest.mark.usefixtures("wrote")
@pytest.mark.parametrize("named", ["ship", "ship-1"])
def test_the_output_of_a_step_or_an_attempt_is_clean(golive: Golive, named: str) -> None:
    said = golive("step", "output", named)
    assert (said.code, said.out, said.err) == (0, "red\nend\n", "")


@pytest.mark.usefixtures("wrote")
def test_raw_output_is_every_byte_and_never_for_a_terminal(
    golive: Golive, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert golive("step", "output", "ship", "--raw").out == "\x1b[31mred\x1b[0m\nend"
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    refused = golive("step", "output", "ship", "--raw")
    assert (refused.code, refused.out) == (2, "")


def test_what_came_after_the_end_is_mentioned(golive: Golive, wrote: LaunchDirectory) -> None:
    (wrote.steps / "ship-1" / "late").write_bytes(b"boo")
    assert "3 bytes came after its end" in golive("step", "output", "ship").err


@pytest.mark.usefixtures("wrote")
@pytest.mark.parametrize("named", ["named", "nothing", "", ".", "..", "../shop-1"])
def test_what_is_no_attempt_is_not_found(golive: Golive, named: str) -> None:
    assert golive("step", "output", named).code == 3


@pytest.mark.usefixtures("engines")
def test_a_command_is_followed_to_its_end_and_typed_into(golive: Golive, own_home: Path) -> None:
    launch = begun_in(own_home)
    assert golive("step", "type", "wait", "word").code == 4
    assert golive("step", "run", "wait", "--no-wait").code == 0

    def running() -> bool:
        step = json.loads(golive("status", "--json").out)["steps"]["wait"]
        return bool(step["status"] == "running")

    wait_until(running)
    assert golive("step", "type", "wait", "word").code == 0
    transcript = launch.steps / "wait-1" / "transcript"
    wait_until(lambda: b"said word" in transcript.read_bytes())

    def last_word() -> None:
        from golive_tui.client.ask import ask
        from golive_tui.wire.messages import TypeIn

        ask(launch.path, TypeIn(step="wait", text="over\n"))

    helper = Thread(target=last_word)
    helper.start()
    said = golive("step", "output", "wait", "--follow")
    helper.join()
    assert said.code == 0
    assert "said word" in said.out


def test_what_to_type_may_come_from_standard_input(
    golive: Golive, monkeypatch: pytest.MonkeyPatch
) -> None:
    from golive_tui.cli import step_output

    typed = []
    monkeypatch.setattr(step_output, "asked", lambda _, request: typed.append(request))
    monkeypatch.setattr(sys, "stdin", io.StringIO("secret\nmore"))
    assert golive("step", "type", "wait").code == 0
    assert [request.text for request in typed] == ["secret\n"]
    monkeypatch.setattr(sys, "stdin", None)
    assert golive("step", "type", "wait").code == 2


@pytest.mark.usefixtures("engines")
def test_a_key_is_pressed_and_not_with_a_text(golive: Golive, own_home: Path) -> None:
    begun_in(own_home)
    assert golive("step", "type", "wait", "word", "--key", "enter").code == 2
    assert golive("step", "run", "wait", "--no-wait").code == 0

    def status() -> str:
        return str(json.loads(golive("status", "--json").out)["steps"]["wait"]["status"])

    wait_until(lambda: status() == "running")
    assert golive("step", "type", "wait", "--key", "ctrl-c").code == 0
    wait_until(lambda: status() == "failed")
