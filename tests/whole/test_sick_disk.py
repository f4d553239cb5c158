"""An engine whose disk fills up says so, acknowledges nothing that is not on disk, goes on looking,
and goes on recording when there is room again; on one that is read-only none starts."""

from pathlib import Path
from typing import Any

from golive_tui.launch import commands as c
from tests.engine.living import Engine, Talker, talking
from tests.engine.stepping import launch_of, state_of
from tests.store.disks import fill, make_read_only, small_disk
from tests.whole.acts import PROBE

MANY = 40
"""Notes, of which at the latest the last does not fit: what is left of a page holds some."""


async def refused(talker: Talker) -> tuple[dict[str, Any], list[str]]:
    """The first refusal of a note, and the notes that were acknowledged before it."""
    told: list[str] = []
    for number in range(MANY):
        text = f"{number} {'x' * 400}"
        answer = await talker.ask(c.NoteItem(item="look", text=text))
        if not answer["ok"]:
            return answer, told
        told.append(text)
    raise AssertionError("the disk took everything")


async def is_said(talker: Talker, reason: str) -> None:
    """The banner of every dashboard comes from this; meanwhile samples go on coming."""
    while not any(
        reason in message.get("engine", {}).get("unwritable", "") for message in talker.heard
    ):
        await talker.next()
    await talker.until("sample")


async def test_a_full_disk_is_said_and_nothing_is_acknowledged_that_is_not_on_it(
    own_home: Path,
) -> None:
    with small_disk(own_home / "launches", kib=1024) as disk:
        launch = launch_of(own_home, PROBE)
        with Engine(launch) as engine:
            async with talking(launch) as (talker, _):
                filler = fill(disk)
                full, told = await refused(talker)
                await is_said(talker, "no space left")
                filler.unlink()
                assert (await talker.ask(c.NoteItem(item="look", text="room again")))["ok"]
            assert engine.end() == 0
            assert "Traceback" not in engine.said()
        noted = [remark.text for remark in state_of(launch).item("look").remarks]
        make_read_only(disk)
        with Engine(launch) as engine:
            assert engine.process.wait() != 0
            said = engine.said()
    assert full["why"] == "store"
    assert f"{launch.journal}: there is no space left" in full["error"]
    assert "nothing was recorded" in full["error"]
    assert "df -h" in full["hint"]
    assert noted == [*told, "room again"][-len(noted) :]
    assert "read-only" in said
    assert "Traceback" not in said
