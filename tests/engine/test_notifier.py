"""Which notice goes where, how often it is tried, and what a new engine makes of the journal."""

import asyncio
from collections.abc import Callable, Sequence
from datetime import timedelta
from pathlib import Path

import pytest
from msgspec.structs import replace

from golive_tui.checklist.model import Channel, Checklist, Target
from golive_tui.engine.messenger import Answer
from golive_tui.engine.notifier import QUEUED, SHORT_AGE, TRIES, Around, Notifier, Outcome
from golive_tui.engine.surroundings import Surroundings
from golive_tui.errors import NotFound, Refused
from golive_tui.launch import events as e
from golive_tui.launch.intents import Notify, intents
from golive_tui.launch.notice_facts import NoticeFailed, NoticeSent
from tests.launch.world import CREATED, ENGINE, Rehearsed, after, checklist
from tests.support.waiting import wait_until_async

LEAD = Channel(id="lead", urls=("json://lead.test/${env:HUSH}",), on=("round_due", "engine"))
TEAM = Channel(id="team", urls=("json://team.test/", "json://more.test/"), on=("step_failed",))
DUE = e.RoundDue(round="hour-1-6/1", phase="hour-1-6", number=1, due_at=after(0))
OPEN = asyncio.Event()
OPEN.set()
FAILED = e.StepEnded(step="ship", attempt="ship-1", outcome="failed", exit_code=1)


class World:
    """A notifier whose sending is a function of the URL."""

    def __init__(self, *, rehearsal: bool = False, notify: bool = False) -> None:
        launch = Rehearsed()
        launch.record([replace(CREATED, rehearsal=rehearsal)], after(0))
        self.state = launch.state
        target = Target(id=CREATED.target, values={}, rehearsal=rehearsal, notify=notify)
        self.plan: Checklist = replace(
            checklist(), channels={"lead": LEAD, "team": TEAM}, targets={CREATED.target: target}
        )
        self.told: list[e.Fact] = []
        self.sent: list[tuple[str, str]] = []
        self.waits: list[float] = []
        self.hangs: dict[str, asyncio.Event] = {}
        self.answer: Callable[[str], Answer] = lambda url: Answer()
        self.notifier = Notifier(
            Around(
                checklist=lambda: self.plan,
                state=lambda: self.state,
                lookup=lambda: Surroundings(self.plan, CREATED.target, directory=Path("/")),
                tell=self.told.extend,
            ),
            send=self._send,
            wait=self._wait,
        )

    async def _send(self, url: str, title: str, body: str) -> Answer:
        self.sent.append((url, title))
        await self.hangs.get(url, OPEN).wait()
        return self.answer(url)

    async def _wait(self, seconds: float) -> None:
        self.waits.append(seconds)

    def happen(self, fact: e.Fact, at: float = 5.0, seq: int = 7) -> e.Event:
        event = e.Event(seq=seq, at=after(at), epoch=2, by=ENGINE, fact=fact)
        for intent in intents(event):
            if isinstance(intent, Notify):
                self.notifier.offer(intent, event)
        return event

    async def outcomes(self, count: int) -> Sequence[e.Fact]:
        await wait_until_async(lambda: len(self.told) >= count)
        await self.notifier.close()
        return self.told


@pytest.fixture(autouse=True)
def hush(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HUSH", "a-quiet-token")


async def test_a_channel_is_told_of_what_it_asked_for_and_of_nothing_else() -> None:
    world = World()
    world.happen(DUE)
    world.happen(FAILED)
    assert sorted(map(str, await world.outcomes(2))) == sorted(
        map(
            str,
            [
                NoticeSent(channel="lead", key="round-due:hour-1-6/1", what="round_due"),
                NoticeSent(channel="team", key="step-failed:ship-1", what="step_failed"),
            ],
        )
    )
    assert {url for url, _ in world.sent} == {
        "json://lead.test/a-quiet-token", "json://team.test/", "json://more.test/",
    }  # fmt: skip


async def test_the_same_key_is_told_once() -> None:
    world = World()
    world.happen(DUE)
    world.happen(DUE, seq=8)
    world.happen(replace(DUE, round="hour-1-6/2"), seq=9)
    await world.outcomes(2)
    assert len(world.sent) == 2


async def test_a_service_that_is_down_is_tried_again_with_patience_and_then_given_up() -> None:
    world = World()
    world.answer = lambda url: Answer(f"refused at {url}")
    world.happen(DUE)
    [failed] = await world.outcomes(1)
    assert failed == NoticeFailed(
        channel="lead", key="round-due:hour-1-6/1", what="round_due",
        reason="refused at ***", tries=TRIES,
    )  # fmt: skip
    assert world.waits == [1.0, 2.0, 4.0, 8.0]


async def test_a_url_that_took_it_is_not_asked_again_for_the_sake_of_another() -> None:
    world = World()
    answers = iter([Answer("busy"), Answer("busy"), Answer()])
    world.answer = lambda url: next(answers) if "more" in url else Answer()
    world.happen(FAILED)
    [sent] = await world.outcomes(1)
    assert sent == NoticeSent(channel="team", key="step-failed:ship-1", what="step_failed", tries=3)
    assert [url for url, _ in world.sent].count("json://team.test/") == 1


async def test_a_url_of_no_service_is_tried_once() -> None:
    world = World()
    world.answer = lambda url: Answer("no such service", final=True)
    world.happen(DUE)
    [failed] = await world.outcomes(1)
    assert isinstance(failed, NoticeFailed)
    assert (failed.reason, failed.tries, world.waits) == ("no such service", 1, [])


async def test_what_no_other_try_can_mend_is_not_tried_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    world = World()
    monkeypatch.delenv("HUSH")
    world.happen(DUE)
    world.happen(replace(DUE, round="hour-1-6/2"))
    outcomes = await world.outcomes(2)
    assert world.waits == []
    assert [each.reason for each in outcomes if isinstance(each, NoticeFailed)] == [
        "`${env:HUSH}` is not set",
        "`${env:HUSH}` is not set",
    ]


async def test_a_service_that_hangs_delays_no_other_channel() -> None:
    world = World()
    world.hangs["json://lead.test/a-quiet-token"] = asyncio.Event()
    world.happen(DUE)
    world.happen(FAILED)
    [first] = await world.outcomes(1)
    assert isinstance(first, NoticeSent)
    assert first.channel == "team"


async def test_more_notices_than_may_wait_fail_at_once_and_say_so() -> None:
    world = World()
    world.hangs["json://lead.test/a-quiet-token"] = asyncio.Event()
    world.happen(DUE)
    await wait_until_async(lambda: world.sent)
    for number in range(2, QUEUED + 3):
        world.happen(replace(DUE, round=f"hour-1-6/{number}"))
    await world.notifier.close()
    assert world.told == [
        NoticeFailed(channel="lead", key=f"round-due:hour-1-6/{QUEUED + 2}", what="round_due",
                     reason="too many notices wait", tries=0)
    ]  # fmt: skip


async def test_a_rehearsal_sends_none_unless_its_target_says_so() -> None:
    quiet, loud = World(rehearsal=True), World(rehearsal=True, notify=True)
    for world in (quiet, loud):
        world.happen(DUE)
    await loud.outcomes(1)
    assert quiet.notifier.silent
    assert (quiet.sent, quiet.told) == ([], [])
    with pytest.raises(Refused, match="rehearsal"):
        await quiet.notifier.test("lead")
    assert loud.sent[0][1].startswith("REHEARSAL ")


async def test_a_new_engine_sends_what_was_due_and_has_no_outcome_and_is_not_old() -> None:
    world = World()
    ended = SHORT_AGE + timedelta(seconds=10)
    now = after(600)

    def at(seq: int, ago: timedelta, fact: e.Fact) -> e.Event:
        return e.Event(seq=seq, at=now - ago, epoch=1, by=ENGINE, fact=fact)

    world.notifier.resume(
        [
            at(1, ended, DUE),  # too old
            at(2, timedelta(seconds=200), replace(DUE, round="hour-1-6/2")),
            at(3, timedelta(seconds=199), NoticeSent(channel="lead", key="round-due:hour-1-6/2",
                                                     what="round_due")),
            at(4, timedelta(seconds=180), replace(DUE, round="hour-1-6/3")),
            at(5, timedelta(seconds=170), FAILED),
            at(6, timedelta(seconds=160), NoticeFailed(channel="team", key="step-failed:ship-1",
                                                       what="step_failed", reason="down")),
            at(7, timedelta(0), e.EngineResumed(since=now)),
        ],
        now,
    )  # fmt: skip
    outcomes = await world.outcomes(2)
    assert [each.key for each in outcomes if isinstance(each, Outcome)] == [
        "round-due:hour-1-6/3",
        "resumed:1",
    ]


async def test_an_outcome_that_could_not_be_recorded_is_told_again() -> None:
    world = World()
    sent = NoticeSent(channel="lead", key="k", what="round_due")
    world.notifier.recall([sent, DUE])
    world.notifier.retell()
    world.notifier.retell()
    assert world.told == [sent]


async def test_a_test_tells_what_came_of_it_with_one_try_each() -> None:
    world = World()
    world.answer = lambda url: Answer("busy") if "team" in url else Answer()
    lead, team = await world.notifier.test("")
    assert isinstance(lead, NoticeSent)
    assert isinstance(team, NoticeFailed)
    assert (team.reason, team.tries, world.waits) == ("busy", 1, [])
    with pytest.raises(NotFound, match="no channel `boss`"):
        await world.notifier.test("boss")
    world.plan = replace(world.plan, channels={})
    with pytest.raises(NotFound, match="no channel for notices"):
        await world.notifier.test("")


async def test_trouble_of_the_engine_itself_needs_no_event() -> None:
    world = World()
    world.notifier.offer_text("unwritable:1", "the disk is full", after(9))
    [sent] = await world.outcomes(1)
    assert sent == NoticeSent(channel="lead", key="unwritable:1", what="engine")
