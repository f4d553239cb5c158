"""A transcript is read page by page, and nothing else is read by its way."""

from pathlib import Path
from typing import Any

import pytest

from golive_tui.store.directory import LaunchDirectory
from golive_tui.wire.messages import ReadOutput
from tests.engine.living import Engine, Talker, talking
from tests.engine.stepping import ended, launch_of, python, run, sh, step

LINES = 500


def texts(page: dict[str, Any]) -> list[str]:
    return [text for _, text, _ in page["lines"]]


@pytest.fixture
def launch(own_home: Path) -> LaunchDirectory:
    count = python(f"for n in range({LINES}): print('line', n)")
    return launch_of(
        own_home, step("count", count), step("evil", python(EVIL)), step("open", sh(OPEN))
    )


EVIL = "import sys; sys.stdout.buffer.write(b'\\x1b[2J\\x1b]0;evil\\x07\\xff plain\\n')"
OPEN = "printf begun; read x"


async def test_output_is_read_forward_backward_and_from_its_end(launch: LaunchDirectory) -> None:
    with Engine(launch):
        async with talking(launch) as (script, _):
            await run(script, "count")
            ended(launch, "count")
            first = await script.ask(ReadOutput(attempt="count-1", offset=0, count=3))
            second = await script.ask(
                ReadOutput(attempt="count-1", offset=first["next_offset"], count=2)
            )
            last = await script.ask(ReadOutput(attempt="count-1", count=2))
            start = last["lines"][0][0]
            before = await script.ask(
                ReadOutput(attempt="count-1", offset=start, count=2, back=True)
            )
    assert texts(first) == ["line 0", "line 1", "line 2"]
    assert texts(second) == ["line 3", "line 4"]
    assert texts(last) == [f"line {LINES - 2}", f"line {LINES - 1}"]
    assert texts(before) == [f"line {LINES - 4}", f"line {LINES - 3}"]
    assert last["next_offset"] == last["size"] == first["size"]
    assert first["skipped"] == 0


async def test_a_page_is_bounded_however_much_is_asked_for(launch: LaunchDirectory) -> None:
    with Engine(launch):
        async with talking(launch) as (script, _):
            await run(script, "count")
            ended(launch, "count")
            much = await script.ask(ReadOutput(attempt="count-1", offset=0, count=10**9))
            little = await script.ask(ReadOutput(attempt="count-1", offset=0, count=-7))
            beyond = await script.ask(ReadOutput(attempt="count-1", offset=10**9))
    assert len(much["lines"]) == LINES
    assert len(little["lines"]) == 1
    assert beyond["lines"] == []


async def test_what_comes_to_the_screen_is_harmless(launch: LaunchDirectory) -> None:
    with Engine(launch):
        async with talking(launch) as (script, _):
            await run(script, "evil")
            ended(launch, "evil")
            page = await script.ask(ReadOutput(attempt="evil-1"))
    (text,) = texts(page)
    assert text.endswith(" plain")
    assert all(char.isprintable() for char in text)


async def test_a_line_that_is_not_ended_yet_is_open(launch: LaunchDirectory) -> None:
    with Engine(launch):
        async with talking(launch) as (script, _):
            await run(script, "open")
            page = await shown(script, "open-1")
    assert page["lines"] == [[0, "begun", True]]


async def shown(script: Talker, attempt: str) -> dict[str, Any]:
    """The first page that has a line."""
    while True:
        page = await script.ask(ReadOutput(attempt=attempt))
        if page.get("lines"):
            return page


@pytest.mark.parametrize(
    "attempt",
    [
        "", ".", "..", "../journal.jsonl", "../../etc/passwd", "/etc/passwd", "count-1/../..",
        "count-1\0", "count\n", "x" * 5000, "Count-1", "-1", "a b", "none-1",
    ],
    ids=ascii,
)  # fmt: skip
async def test_only_an_attempt_has_output(launch: LaunchDirectory, attempt: str) -> None:
    (launch.steps / "transcript").write_text("nobody may read this")
    with Engine(launch):
        async with talking(launch) as (script, _):
            answer = await script.ask(ReadOutput(attempt=attempt))
            alive = await script.ask(ReadOutput(attempt="none-2"))
    assert (answer["ok"], answer["why"]) == (False, "not_found")
    assert "nobody" not in str(answer)
    assert alive["error"] == "attempt `none-2` has no output yet"


@pytest.mark.parametrize("offset", [-1, -(10**12), 1 << 63, 10**30])
async def test_an_offset_that_is_none_is_refused(launch: LaunchDirectory, offset: int) -> None:
    with Engine(launch):
        async with talking(launch) as (script, _):
            await run(script, "count")
            ended(launch, "count")
            for back in (False, True):
                answer = await script.ask(ReadOutput(attempt="count-1", offset=offset, back=back))
                assert (answer["ok"], answer["why"]) == (False, "refused")
            assert (await script.ask(ReadOutput(attempt="count-1")))["ok"]


async def test_a_link_in_the_place_of_a_transcript_is_not_followed(
    launch: LaunchDirectory, own_home: Path
) -> None:
    (own_home / "secret").write_text("nobody may read this")
    folder = launch.steps / "count-1"
    folder.mkdir()
    (folder / "transcript").symlink_to(own_home / "secret")
    with Engine(launch):
        async with talking(launch) as (script, _):
            for offset in (None, 0):
                answer = await script.ask(ReadOutput(attempt="count-1", offset=offset))
                assert not answer["ok"]
                assert "nobody" not in str(answer)
