import os
from threading import Thread

import pytest

from golive_tui.launch import events as e
from golive_tui.store.directory import LaunchDirectory
from tests.cli.conftest import Hands
from tests.cli.made import NOON, STARTED, Golive, after, begun, looked


@pytest.fixture
def launch(hands: Hands) -> LaunchDirectory:
    """One that is live, whose probes have looked, as of an hour later."""
    passed = e.ItemPassed(
        item="records",
        note="<b>früh</b>",
        evidence=(e.Evidence(what="link", text="https://ci/7", at=NOON),),
    )
    made = begun("shop-1", (1, STARTED), (60, passed), (61, e.LaunchWentLive(note="go")))
    looked(made, {"api": "o" * 100 + "f" * 20, "web": "o" * 120})
    hands.at(after(3600))
    return made


def test_markdown_comes_on_standard_output(golive: Golive, launch: LaunchDirectory) -> None:
    said = golive("report")
    assert (said.code, said.err) == (0, "")
    assert said.out.startswith("# Shop – go-live\n")
    assert r"\<b\>früh\</b\>" in said.out
    assert "| Web | " in said.out
    assert golive("report", launch.path.name).out == said.out


def test_a_page_is_written_where_it_is_wanted(golive: Golive, launch: LaunchDirectory) -> None:
    out = launch.path.parent / "record.html"
    said = golive("report", "--out", str(out))
    assert (said.code, said.out) == (0, "")
    assert str(out) in said.err
    text = out.read_text(encoding="utf-8")
    assert text.startswith("<!DOCTYPE html>")
    assert "&lt;b&gt;früh&lt;/b&gt;" in text
    assert text.count("<svg") == 4
    assert golive("report", "--format", "html").out == text
    assert golive("report", "--format", "md", "--out", str(out)).code == 0
    assert out.read_text(encoding="utf-8").startswith("# Shop")


def test_a_pipe_is_written_to_and_not_replaced(golive: Golive, launch: LaunchDirectory) -> None:
    pipe = launch.path.parent / "pipe"
    os.mkfifo(pipe)
    read: list[str] = []
    reader = Thread(target=lambda: read.append(pipe.read_text(encoding="utf-8")))
    reader.start()
    assert golive("report", "--out", str(pipe)).code == 0
    reader.join()
    assert pipe.is_fifo()
    assert read[0].startswith("# Shop")


def test_a_place_that_takes_no_file_is_refused(golive: Golive, launch: LaunchDirectory) -> None:
    assert golive("report", "--out", str(launch.path)).code == 2
    said = golive("report", "--out", str(launch.path / "nowhere" / "x.md"))
    assert said.code == 4
    assert golive("report", "--format", "pdf").code == 2
    assert golive("report", "nothing").code == 3


def test_without_samples_there_is_a_record_all_the_same(
    golive: Golive, launch: LaunchDirectory
) -> None:
    launch.samples.unlink()
    said = golive("report")
    assert said.code == 0
    assert "samples are not here" in said.out


def test_the_record_of_a_damaged_launch_is_not_made_up(
    golive: Golive, launch: LaunchDirectory
) -> None:
    lines = launch.journal.read_bytes().splitlines(keepends=True)
    launch.journal.write_bytes(b"".join([lines[0], *lines[2:]]))
    said = golive("report")
    assert (said.code, said.out) == (4, "")
