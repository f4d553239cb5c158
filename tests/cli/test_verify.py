import hashlib
import json

import pytest

from golive_tui.launch import events as e
from golive_tui.store.directory import LaunchDirectory
from tests.cli.made import RUNNING, STARTED, Golive, begun, snapshotted

OUTPUT = b"shipped\n"
SHA = hashlib.sha256(OUTPUT).hexdigest()
ASKED = e.StepRequested(
    step="ship", attempt="ship-1", argv=("x",), directory="/srv", target="production"
)
ENDED = e.StepEnded(
    step="ship", attempt="ship-1", outcome="succeeded", exit_code=0, bytes=8, sha256=SHA
)


@pytest.fixture
def launch() -> LaunchDirectory:
    made = begun("shop-1", (1, STARTED), (2, ASKED), (3, ENDED), text=RUNNING)
    (made.steps / "ship-1").mkdir()
    (made.steps / "ship-1" / "transcript").write_bytes(OUTPUT)
    snapshotted(made)
    return made


@pytest.mark.usefixtures("launch")
def test_files_as_they_were_written_are_whole(golive: Golive) -> None:
    said = golive("verify")
    assert (said.code, said.err) == (0, "")
    assert "whole: 4 lines, events 1 to 4" in said.out
    assert "1 of 1 as recorded" in said.out
    assert "not proven" in said.out
    document = json.loads(golive("verify", "--json").out)
    assert document["whole"] is True
    assert document["journal"]["bad_line"] is None
    assert document["transcripts"] == {"ship-1": {"sha256": SHA, "problem": None}}


def test_the_first_line_that_does_not_hold_is_named(
    golive: Golive, launch: LaunchDirectory
) -> None:
    """The command of the attempt was changed after the fact: valid JSON, another line."""
    data = launch.journal.read_bytes()
    launch.journal.write_bytes(data.replace(b'"argv":["x"]', b'"argv":["y"]'))
    said = golive("verify")
    assert said.code == 1
    assert "NOT WHOLE: line 4" in said.out
    assert "proven" not in said.out
    document = json.loads(golive("verify", "--json").out)
    assert document["whole"] is False
    assert document["journal"]["bad_line"] == 4


def test_a_transcript_that_was_changed_or_is_gone_shows(
    golive: Golive, launch: LaunchDirectory
) -> None:
    transcript = launch.steps / "ship-1" / "transcript"
    transcript.write_bytes(b"nothing to see\n")
    said = golive("verify")
    assert said.code == 1
    assert "0 of 1 as recorded" in said.out
    assert f"recorded is {SHA}" in said.out
    transcript.unlink()
    assert "is missing" in golive("verify").out
    transcript.symlink_to("/etc/passwd")
    assert golive("verify").code == 4


def test_a_checklist_that_was_changed_or_is_gone_shows(
    golive: Golive, launch: LaunchDirectory
) -> None:
    launch.checklist.write_text(RUNNING + "\n# changed\n")
    said = golive("verify")
    assert said.code == 1
    assert "checklist.toml is another one" in said.out
    launch.checklist.unlink()
    assert "checklist.toml is missing" in golive("verify").out


def test_a_state_that_was_edited_shows(golive: Golive, launch: LaunchDirectory) -> None:
    launch.state.write_text(launch.state.read_text().replace("production", "staging"))
    said = golive("verify")
    assert said.code == 1
    assert "not as golive wrote it" in said.out


def test_where_there_is_no_launch_nothing_is_proven(
    golive: Golive, launch: LaunchDirectory
) -> None:
    assert golive("verify", "nothing").code == 3
    launch.state.unlink()
    launch.journal.write_bytes(b"")
    assert golive("verify", "--launch", str(launch.path)).code == 3


def test_a_planted_link_is_not_read(golive: Golive, launch: LaunchDirectory) -> None:
    elsewhere = launch.path.parent / "elsewhere"
    launch.journal.rename(elsewhere)
    launch.journal.symlink_to(elsewhere)
    assert golive("verify").code == 4
