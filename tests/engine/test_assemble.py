"""A launch that an engine finds again: after a kill, a full disk, a gap in the watch."""

import asyncio
import json
import signal
from contextlib import suppress
from datetime import timedelta
from pathlib import Path

import pytest
from msgspec.structs import replace
from websockets.exceptions import ConnectionClosed

from golive_tui.engine.assemble import Assembly
from golive_tui.launch import commands as c
from golive_tui.launch import events as e
from golive_tui.launch.fold import fold
from golive_tui.store.directory import LaunchDirectory
from golive_tui.store.journal import Journal
from golive_tui.store.recover import look
from golive_tui.wire.peer import by_self
from tests.engine.living import CHECKLIST, Engine, assembled, make_launch, talking
from tests.support.waiting import dawdle, wait_until, wait_until_async


@pytest.fixture
def launch(own_home: Path) -> LaunchDirectory:
    return make_launch(own_home)


def record(launch: LaunchDirectory, *facts: tuple[e.Fact, timedelta]) -> None:
    """Write facts that many seconds after the launch's last event, as an engine of old."""
    found = look(launch, fold)
    assert found.state.at is not None
    events = [
        e.Event(seq=found.state.seq + n, at=found.state.at + ago, epoch=1, by=by_self(), fact=fact)
        for n, (fact, ago) in enumerate(facts, 1)
    ]
    with Journal.open(launch, found.position) as journal:
        journal.append(events)


def rewind(launch: LaunchDirectory, back: timedelta) -> None:
    """Make the launch older than it is: its first event was so long ago."""
    plain = json.loads(launch.journal.read_text())
    at = look(launch, fold).state.at
    assert at is not None
    plain["at"] = (at - back).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
    launch.journal.write_text(json.dumps(plain, separators=(",", ":")) + "\n")


def journal(launch: LaunchDirectory) -> list[dict[str, object]]:
    return [json.loads(line) for line in launch.journal.read_text().splitlines()]


async def test_rounds_that_fell_due_without_an_engine_are_missed_and_only_the_newest_rings(
    launch: LaunchDirectory,
) -> None:
    rewind(launch, timedelta(minutes=50))
    record(launch, (e.LaunchWentLive(), timedelta(0)))
    with Engine(launch):
        wait_until(lambda: any(line["kind"] == "round.digested" for line in journal(launch)))
    told = [
        (line["kind"], line["round"])
        for line in journal(launch)
        if str(line["kind"]).startswith("round.")
    ]
    assert told == [
        ("round.missed", "hour/1"),
        ("round.missed", "hour/2"),
        ("round.due", "hour/3"),
        ("round.digested", "hour/3"),
    ]
    missed = [line for line in journal(launch) if line["kind"] == "round.missed"]
    assert all(line["unattended"] for line in missed)


async def test_a_round_left_without_its_digest_gets_it_from_the_next_engine(
    launch: LaunchDirectory,
) -> None:
    rewind(launch, timedelta(minutes=16))
    found = look(launch, fold)
    assert found.state.at is not None
    due_at = found.state.at + timedelta(minutes=15)
    due = e.RoundDue(round="hour/1", phase="hour", number=1, due_at=due_at)
    record(launch, (e.LaunchWentLive(), timedelta(0)), (due, timedelta(minutes=15)))
    with Engine(launch):
        wait_until(lambda: any(line["kind"] == "round.digested" for line in journal(launch)))


async def test_a_resumed_engine_says_since_when_nobody_looked_and_what_it_mended(
    launch: LaunchDirectory,
) -> None:
    with Engine(launch) as first:
        first.kill()
    with launch.journal.open("ab") as file:
        file.write(b'{"seq":99,"at":"2026')
    with Engine(launch):
        async with talking(launch) as (_, hello):
            pass
    [resumed] = [each for each in hello["events"] if each["kind"] == "engine.resumed"]
    assert any("torn" in notice for notice in resumed["notices"])
    assert resumed["since"] <= resumed["at"]
    assert resumed["clean"] is False


async def test_a_damaged_journal_is_refused_with_its_line_and_changes_nothing(
    launch: LaunchDirectory,
) -> None:
    with Engine(launch) as first:
        async with talking(launch) as (script, _):
            await script.ask(c.PassItem(item="first"))
        first.kill()
    lines = launch.journal.read_bytes().splitlines(keepends=True)
    lines[1] = lines[1].replace(b"engine.started", b"engine.stalled")
    launch.journal.write_bytes(b"".join(lines))
    launch.state.unlink(missing_ok=True)
    with Engine(launch) as second:
        assert second.process.wait() == 4
        assert "journal.jsonl:2" in second.said()
    assert launch.journal.read_bytes() == b"".join(lines)


@pytest.mark.parametrize(
    "point",
    [
        "journal.before_append:5",
        "journal.after_write:5",
        "journal.after_fsync:5",
        "snapshot.after_write:2",
        "snapshot.after_fsync:2",
        "snapshot.after_rename:2",
        "snapshot.after_directory_fsync:2",
    ],
)
async def test_nothing_acknowledged_is_lost_wherever_the_engine_is_killed(
    launch: LaunchDirectory, point: str
) -> None:
    acknowledged = 0
    with Engine(launch, crash_point=point) as engine:
        async with talking(launch) as (script, _):
            with suppress(ConnectionClosed):
                for number in range(1, 2000):
                    answer = await script.ask(c.NoteItem(item="first", text=str(number)))
                    assert answer["ok"]
                    acknowledged = number
        assert engine.process.wait() == -signal.SIGKILL
    assert acknowledged >= 1
    with Engine(launch):
        async with talking(launch) as (script, hello):
            assert (await script.ask(c.PassItem(item="second")))["ok"]
    notes = [line["text"] for line in journal(launch) if line["kind"] == "item.noted"]
    assert notes[:acknowledged] == [str(number) for number in range(1, acknowledged + 1)]
    assert len(notes) - acknowledged in (0, 1)
    remarks = hello["state"]["items"]["first"]["remarks"]
    assert [each["text"] for each in remarks] == notes[-20:]
    assert look(launch, fold).state.item("second").record.status == "passed"


async def test_an_engine_that_cannot_write_refuses_acts_says_so_and_goes_on_later(
    launch: LaunchDirectory,
) -> None:
    with Engine(launch):
        async with talking(launch) as (script, _):
            moved = launch.journal.with_name("moved")
            launch.journal.rename(moved)
            refused = await script.ask(c.PassItem(item="first"))
            moved.rename(launch.journal)
            again = await script.ask(c.PassItem(item="first"))
    assert (refused["ok"], refused["why"]) == (False, "store")
    assert "nothing was recorded" in refused["error"]
    assert again["ok"]


PROBED = CHECKLIST.replace(
    "[[stage]]",
    """[probes.door]
kind = "tcp"
host = "127.0.0.1"
port = 1
every = "1h"

[[stage]]""",
    1,
)


class SlowSecrets:
    """Commands that print secrets only once they may."""

    def __init__(self, assembly: Assembly, patch: pytest.MonkeyPatch) -> None:
        self.asked = 0
        self.may = asyncio.Event()
        patch.setattr(assembly._secrets, "primed", self.primed)

    async def primed(self, _: object) -> None:
        self.asked += 1
        await self.may.wait()


def watching() -> list[str]:
    """Names of the tasks that watch a probe."""
    names = [task.get_name() for task in asyncio.all_tasks()]
    return [name for name in names if name.startswith("probe ")]


async def test_two_restarts_of_the_probes_at_once_leave_one_watch_of_each(
    own_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with assembled(make_launch(own_home, PROBED)) as assembly:
        secrets = SlowSecrets(assembly, monkeypatch)
        assembly._begin_restart()
        assembly._begin_restart()
        await wait_until_async(lambda: secrets.asked)
        secrets.may.set()
        await wait_until_async(lambda: secrets.asked == 2 and not assembly._restarts)
        assert watching() == ["probe door"]


async def test_a_checklist_taken_in_while_probes_are_begun_is_the_one_that_is_watched(
    own_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with assembled(make_launch(own_home, PROBED)) as assembly:
        secrets = SlowSecrets(assembly, monkeypatch)
        assembly._begin_restart()
        assembly._begin_restart()
        await wait_until_async(lambda: secrets.asked)
        assembly.engine.checklist = replace(assembly.engine.checklist, probes={})
        secrets.may.set()
        await wait_until_async(lambda: secrets.asked == 2 and not assembly._restarts)
        assert watching() == []


async def test_no_probe_is_begun_once_the_engine_has_ended(
    own_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with assembled(make_launch(own_home, PROBED)) as assembly:
        secrets = SlowSecrets(assembly, monkeypatch)
        assembly._begin_restart()
        await wait_until_async(lambda: secrets.asked)
    assert not assembly._restarts
    secrets.may.set()
    await dawdle(0)
    assert watching() == []
