"""A disk that fails once under a living engine: the act is refused, nothing of it is there later,
and the engine goes on recording."""

from pathlib import Path

import pytest

from golive_tui.launch import commands as c
from golive_tui.launch.fold import fold
from golive_tui.store.recover import look
from tests.engine.living import Engine, Talker, talking
from tests.engine.stepping import launch_of, state_of
from tests.whole.acts import PROBE

SICK = {"EIO": "input/output error", "EDQUOT": "quota"}
NOTES = 30


async def noted(talker: Talker) -> tuple[list[str], list[tuple[str, str]]]:
    """Notes that were acknowledged, and those that were refused with what was said."""
    told, refused = [], []
    for number in range(NOTES):
        text = f"note {number}"
        answer = await talker.ask(c.NoteItem(item="look", text=text))
        if answer["ok"]:
            told.append(text)
        else:
            refused.append((text, answer["error"]))
    return told, refused


@pytest.mark.parametrize("why", SICK)
async def test_an_append_that_fails_is_refused_and_the_next_one_is_recorded(
    own_home: Path, why: str
) -> None:
    launch = launch_of(own_home, PROBE)
    # The first passes are the engine's own: it has begun, and its probe has answered.
    with Engine(launch, f"journal.after_write:9:{why}") as engine:
        async with talking(launch) as (talker, _):
            await talker.until("sample")
            told, refused = await noted(talker)
        assert engine.end() == 0
        assert "Traceback" not in engine.said()
    remarks = [remark.text for remark in state_of(launch).item("look").remarks]
    assert len(refused) == 1
    text, said = refused[0]
    assert SICK[why] in said.lower()
    assert "nothing was recorded" in said
    assert text.encode() + b'"' not in launch.journal.read_bytes()
    assert remarks == told[-len(remarks) :]
    assert look(launch, fold).notices == ()


@pytest.mark.parametrize("point", ["snapshot.after_write", "snapshot.after_rename"])
async def test_a_snapshot_that_fails_costs_no_act(own_home: Path, point: str) -> None:
    launch = launch_of(own_home, PROBE)
    with Engine(launch, f"{point}:1:EIO") as engine:
        async with talking(launch) as (talker, _):
            told, refused = await noted(talker)
        assert engine.end() == 0
        assert "Traceback" not in engine.said()
    remarks = [remark.text for remark in state_of(launch).item("look").remarks]
    assert refused == []
    assert remarks == told[-len(remarks) :]
