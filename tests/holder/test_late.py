import json
import os
from pathlib import Path

from golive_tui.holder.fate import Fate
from golive_tui.holder.late import KEPT, Late
from golive_tui.holder.output import Output
from golive_tui.holder.place import Place
from golive_tui.holder.processes import Process
from golive_tui.holder.redact import StreamRedactor
from golive_tui.holder.transcript import Nowhere
from tests.holder.attempts import request


def concluded(place: Place, data: bytes) -> dict[str, object]:
    ear, mouth = os.pipe()
    os.set_blocking(ear, False)
    output = Output(ear, StreamRedactor(["secret-value"]), Nowhere(""))
    fate = Fate(request("x"), Process(pid=2**22 + 1, start=1), None, None)
    late = Late(place, output)
    os.write(mouth, data)
    os.close(mouth)
    output.drain()
    fate.cancelled_by = "ana"
    late.conclude(fate)
    os.close(ear)
    told: dict[str, object] = json.loads(place.late_result.read_bytes())
    return told


def test_what_comes_late_is_kept_redacted_and_summed_up(steps: Path) -> None:
    told = concluded(Place(steps), b"late secret-value")
    assert (steps / "late").read_bytes() == b"late ***"
    assert (told["bytes"], told["lost_bytes"], told["cancelled_by"]) == (8, 0, "ana")
    assert (told["survivors"], told["trouble"]) == ([], "")
    assert KEPT == 16 * 1024 * 1024


def test_where_it_cannot_be_kept_it_is_counted(steps: Path) -> None:
    (steps / "late").mkdir()
    told = concluded(Place(steps), b"late")
    assert (told["bytes"], told["lost_bytes"]) == (0, 4)
    assert told["trouble"]


def test_where_not_even_that_can_be_written_nothing_fails(steps: Path) -> None:
    ear, mouth = os.pipe()
    os.close(mouth)
    output = Output(ear, StreamRedactor(), Nowhere(""))
    fate = Fate(request("x"), Process(pid=2**22 + 1, start=1), None, None)
    Late(Place(steps / "gone"), output).conclude(fate)
    os.close(ear)
    assert not (steps / "gone").exists()
