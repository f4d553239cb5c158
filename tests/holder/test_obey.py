import base64
from pathlib import Path

import pytest

from golive_tui.clock import real_boottime
from golive_tui.errors import Refused
from golive_tui.holder.fate import Fate
from golive_tui.holder.obey import Desk
from golive_tui.holder.output import Output
from golive_tui.holder.plain import Plain
from golive_tui.holder.processes import Process
from golive_tui.holder.redact import StreamRedactor
from golive_tui.holder.terminal import Terminal
from golive_tui.holder.transcript import Nowhere
from tests.holder.attempts import request


class Typewriter(Terminal):
    """Notes what is typed and which size it gets."""

    def __init__(self) -> None:
        super().__init__(-1)
        self.typed = b""
        self.size = (0, 0)

    def echoes(self) -> bool:
        return False

    def type(self, data: bytes) -> None:
        self.typed += data

    def resize(self, columns: int, rows: int) -> None:
        self.size = (columns, rows)


def desk(terminal: Terminal | None) -> tuple[Desk, Fate, Output]:
    fate = Fate(request("x"), Process(pid=2**22 + 1, start=1), terminal, None)
    output = Output(0, StreamRedactor(), Nowhere(""))
    return Desk(fate, output, terminal), fate, output


def test_how_it_stands() -> None:
    made, fate, output = desk(Typewriter())
    before = made.obey(Plain({"do": "status"}))
    assert (before["ended"], before["ending"], before["quiet_seconds"]) == (False, False, None)
    output.received, output.last_at = 5, fate.started.on
    fate.status = 0
    made.trouble = "the disk is full"
    after = made.obey(Plain({"do": "status"}))
    assert (after["ended"], after["received"], after["echo"]) == (True, 5, False)
    assert after["trouble"] == "the disk is full"
    assert after["quiet_seconds"] == pytest.approx(after["elapsed_seconds"])


def test_what_is_typed_as_a_secret_is_masked_from_then_on() -> None:
    typewriter = Typewriter()
    made, _, output = desk(typewriter)
    output.line.feed(b"one\nPassword: ")
    assert made.obey(Plain({"do": "status"}))["partial"] == "Password: "
    data = base64.b64encode(b"pass-phrase\n").decode()
    assert made.obey(Plain({"do": "input", "data": data, "secret": True})) == {"echo": False}
    assert typewriter.typed == b"pass-phrase\n"
    assert output.redactor.feed(b"pass-phrase") == b"***"


def test_what_is_heard_too_late_is_not_typed() -> None:
    typewriter = Typewriter()
    made, _, output = desk(typewriter)
    data = base64.b64encode(b"pass-phrase\n").decode()
    message = {"do": "input", "data": data, "secret": True}
    with pytest.raises(Refused, match="too late: nothing was typed"):
        made.obey(Plain({**message, "until": real_boottime() - 0.1}))
    assert typewriter.typed == b""
    made.obey(Plain({**message, "until": real_boottime() + 60}))
    assert typewriter.typed == b"pass-phrase\n"
    assert output.redactor.feed(b"pass-phrase") == b"***"


def test_a_size_is_passed_on_and_a_foolish_one_is_not() -> None:
    typewriter = Typewriter()
    made, _, _ = desk(typewriter)
    assert made.obey(Plain({"do": "resize", "columns": 100, "rows": 50})) == {}
    assert typewriter.size == (100, 50)
    with pytest.raises(ValueError, match="1 to 1000"):
        made.obey(Plain({"do": "resize", "columns": 0, "rows": 50}))


@pytest.mark.parametrize(
    "message",
    [
        {},
        {"do": "dance"},
        {"do": "cancel"},
        {"do": "cancel", "by": "ana", "grace": "soon"},
        {"do": "input", "data": "?"},
        {"do": "input", "data": 1},
        {"do": "input", "data": "", "until": "soon"},
    ],
)
def test_what_says_nothing_is_refused(message: dict[str, object]) -> None:
    made, fate, _ = desk(Typewriter())
    with pytest.raises(ValueError):
        made.obey(Plain(message))
    assert not fate.cancelled_by


def test_who_cancels_is_cleaned_and_the_first_one_stands() -> None:
    made, fate, _ = desk(None)
    made.obey(Plain({"do": "cancel", "by": "a\x1b[1m\n" + "x" * 500}))
    made.obey(Plain({"do": "cancel", "by": "ben"}))
    assert fate.cancelled_by.startswith("a\u241b[1m\u23ce")
    assert len(fate.cancelled_by) == 100
    assert fate.busy
    made, fate, _ = desk(None)
    made.obey(Plain({"do": "cancel", "by": ""}))
    assert fate.cancelled_by == "someone"


def test_without_a_terminal_or_after_the_end_nothing_can_be_typed(tmp_path: Path) -> None:
    made, _, _ = desk(None)
    with pytest.raises(Refused, match="without a terminal"):
        made.obey(Plain({"do": "input", "data": ""}))
    made, fate, _ = desk(Typewriter())
    fate.status = 0
    with pytest.raises(Refused, match="has ended"):
        made.obey(Plain({"do": "resize", "columns": 1, "rows": 1}))
