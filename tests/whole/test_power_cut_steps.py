"""A cut of the power round a step: it is never run twice, and a known end stays known."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from golive_tui.errors import Refused
from golive_tui.holder import adopt
from golive_tui.holder import record as records
from golive_tui.holder.adopt import Finished, NeverStarted, Unknown
from golive_tui.holder.place import Place
from golive_tui.holder.processes import Process
from golive_tui.holder.record import Record, claim, write_record
from golive_tui.holder.result import publish, set_room_aside
from golive_tui.holder.start import prepare
from golive_tui.holder.transcript import Transcript
from golive_tui.store.directory import LaunchDirectory
from tests.holder.attempts import request
from tests.holder.results import well_ended
from tests.whole.cuts import after_every_cut
from tests.whole.recorder import Recorder

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)
NAME = "deploy-1"
RECORD = Record(
    attempt=NAME, boot_id="the boot before", at=NOON, holder=Process(pid=4_000_000, start=1)
)
WITH_CHILD = Record(
    attempt=NAME,
    boot_id=RECORD.boot_id,
    at=NOON,
    holder=RECORD.holder,
    child=Process(pid=4_000_001, start=2),
)
RESULT = well_ended(NAME, NOON, seconds=0.5, size=4)


def live_attempt(root: Path, recorder: Recorder) -> None:
    """What an engine and a holder write of one attempt, in their order, up to its result."""
    launch = LaunchDirectory(root / "launch")
    launch.create()
    place = Place(launch.steps / NAME)
    prepare(place.path, request("true", name=NAME))
    claim(place, RECORD)
    recorder.mark("claimed")
    set_room_aside(place)
    transcript = Transcript(place.transcript)
    write_record(place, WITH_CHILD)
    recorder.mark("let go")
    transcript.write(b"done")
    transcript.close()
    publish(place, RESULT)
    recorder.mark("published")


def is_told_rightly(root: Path, marks: dict[str, int]) -> None:
    """After the reboot: who may have run did not "never start", and nobody can start it now."""
    place = Place(LaunchDirectory(root / "launch").steps / NAME)
    seen = adopt.look(place.path)
    if "published" in marks:
        assert seen == Finished(result=RESULT)
        assert place.transcript.read_bytes() == b"done"
    elif "let go" in marks:
        assert isinstance(seen, Unknown | Finished)
        assert isinstance(seen, Unknown) or seen.result == RESULT
    elif "claimed" in marks:
        assert isinstance(seen, NeverStarted | Unknown)
        assert isinstance(seen, Unknown) or seen.closed
    if place.path.is_dir():
        assert not isinstance(adopt.seal(place.path, "the host was started anew"), adopt.Running)
        with pytest.raises(Refused):
            claim(place, RECORD)


def test_after_a_power_cut_no_step_is_run_twice_and_a_known_end_stays_known(
    own_home: Path, shelf: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(records, "boot_id", lambda: "the boot after")
    assert after_every_cut(own_home, shelf, live_attempt, is_told_rightly) > 100
