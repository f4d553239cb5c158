"""The one way to act, and the one gate."""

import asyncio
from datetime import datetime

import pytest
from msgspec.structs import replace

from golive_tui.clock import real_now
from golive_tui.errors import EngineUnreachable, Refused
from golive_tui.launch.commands import GoLive, NoteItem, PassItem
from golive_tui.tui.desk import EVERYTHING, UNCHANGED, Changes, Desk, LinkState, changes_of
from golive_tui.wire.messages import ReadEvents, TakeHelm
from tests.screens.scene import Answers
from tests.support.waiting import wait_until_async
from tests.tui.fakes import FakeHost, RefusingLink, SlowLink, desk_at

ACT = PassItem(item="zero-data-loss-guarantee")


def host_of(desk: Desk) -> FakeHost:
    assert isinstance(desk.host, FakeHost)
    return desk.host


class Watched:
    """A panel that remembers."""

    def __init__(self) -> None:
        self.heard: list[Changes] = []
        self.ticks: list[datetime] = []

    def changed(self, changes: Changes) -> None:
        self.heard.append(changes)

    def tick(self, now: datetime) -> None:
        self.ticks.append(now)


# -- the gate --------------------------------------------------------------------------------------


def test_the_helm_may_act() -> None:
    assert desk_at("live").refusal(ACT) == ""


def test_a_read_only_dashboard_may_read_and_nothing_else() -> None:
    desk = desk_at("live", read_only=True)
    assert "--read-only" in desk.refusal(ACT)
    assert "--read-only" in desk.refusal(TakeHelm)
    assert desk.refusal(ReadEvents) == ""


def test_who_watches_is_told_who_has_the_helm_and_may_take_it() -> None:
    desk = desk_at("live")
    assert desk.mirror is not None
    desk.mirror.engine = replace(desk.mirror.engine, helm=2)
    assert desk.refusal(ACT) == "watching; lee has the helm (T takes it)"
    assert desk.refusal(TakeHelm) == ""
    assert desk.watching == desk.refusal(ACT)


def test_where_nobody_has_the_helm_anybody_may_act() -> None:
    desk = desk_at("live")
    assert desk.mirror is not None
    desk.mirror.engine = replace(desk.mirror.engine, helm=None)
    assert desk.refusal(ACT) == ""


def test_without_an_engine_everything_is_refused_with_a_sentence() -> None:
    desk = desk_at("live")
    desk.linked = LinkState(up=False, since=real_now(), reason="the engine went away")
    assert "the engine is away" in desk.refusal(ACT)
    assert "the engine is away" in desk.refusal(ReadEvents)
    assert desk.watching == ""


async def test_what_is_refused_is_never_sent_and_said_as_a_notice() -> None:
    desk = desk_at("live", read_only=True)
    assert not await desk.act(ACT)
    assert isinstance(desk.link, Answers)
    assert desk.link.asked == []
    assert host_of(desk).notices[0][1] == "warn"
    assert not desk.may(GoLive)


# -- acting ----------------------------------------------------------------------------------------


async def test_an_act_is_sent_and_answered() -> None:
    desk = desk_at("live")
    assert await desk.act(ACT, ACT.item)
    assert isinstance(desk.link, Answers)
    assert desk.link.asked == [ACT]


@pytest.mark.parametrize(
    ("error", "tone"),
    [
        (Refused("it is passed", hint="reopen it first"), "warn"),
        (EngineUnreachable("the engine does not answer"), "bad"),
    ],
)
async def test_a_refusal_is_said_with_what_to_do_next(error: Refused, tone: str) -> None:
    desk = desk_at("live")
    desk.link = RefusingLink(error)
    assert not await desk.act(ACT, ACT.item)
    said = f"{error.message}; {error.hint}" if error.hint else error.message
    assert host_of(desk).notices == [(said, tone)]
    assert not desk.is_pending(ACT.item)


async def test_the_subject_is_pending_until_the_answer_is_there() -> None:
    desk = desk_at("live")
    link = desk.link = SlowLink()
    panel = Watched()
    desk.subscribe(panel)
    act = asyncio.create_task(desk.act(ACT, ACT.item))
    await wait_until_async(lambda: link.asked)
    assert desk.is_pending(ACT.item)
    desk.flush()
    link.go.set()
    assert await act
    assert not desk.is_pending(ACT.item)
    desk.flush()
    assert [ACT.item in heard.items for heard in panel.heard] == [True, True]


async def test_nothing_on_the_desk_changes_before_the_event_is_back() -> None:
    desk = desk_at("live")
    assert desk.mirror is not None
    before = desk.mirror.state
    await desk.act(ACT, ACT.item)
    assert desk.mirror.state is before


async def test_do_is_act_in_the_background() -> None:
    desk = desk_at("live")
    desk.do(NoteItem(item=ACT.item, text="later"))
    await host_of(desk).work()
    assert isinstance(desk.link, Answers)
    assert desk.link.asked == [NoteItem(item=ACT.item, text="later")]


async def test_a_question_without_an_engine_raises_its_sentence() -> None:
    desk = desk_at("live")
    assert (await desk.ask(ReadEvents(count=1)))["ok"]
    desk.linked = LinkState(up=False, since=real_now())
    with pytest.raises(EngineUnreachable, match="the engine is away"):
        await desk.ask(ReadEvents(count=1))


# -- telling panels --------------------------------------------------------------------------------


def test_changes_add_up_until_they_are_told() -> None:
    desk = desk_at("live")
    panel = Watched()
    leave = desk.subscribe(panel)
    desk.mark(Changes(items=frozenset({"a"})))
    desk.mark(Changes(items=frozenset({"b"}), probes=frozenset({"p"})))
    desk.flush()
    desk.flush()
    assert panel.heard == [Changes(items=frozenset({"a", "b"}), probes=frozenset({"p"}))]
    assert host_of(desk).redraws == 2
    leave()
    desk.mark(EVERYTHING)
    desk.flush()
    assert len(panel.heard) == 1


def test_nothing_is_told_when_nothing_changed() -> None:
    desk = desk_at("live")
    desk.mark(UNCHANGED)
    assert host_of(desk).redraws == 0


def test_a_tick_brings_launch_time() -> None:
    desk = desk_at("live")
    panel = Watched()
    desk.subscribe(panel)
    desk.tick()
    assert desk.mirror is not None
    assert panel.ticks == [desk.mirror.now]


def test_an_event_is_among_the_changes_that_it_makes() -> None:
    desk = desk_at("live")
    assert desk.mirror is not None
    event = desk.mirror.events[-1]
    from golive_tui.client.mirror import Changed

    changes = changes_of(Changed(items=frozenset({"x"}), event=event))
    assert (changes.items, changes.events) == (frozenset({"x"}), (event,))


def test_the_desk_passes_on_what_views_ask_of_the_app() -> None:
    desk = desk_at("live")
    desk.show("probes", "api-health")
    desk.back()
    assert host_of(desk).shown == [("probes", "api-health")]
    assert host_of(desk).went_back == 1
    assert desk.me is not None
    assert (desk.me.user, desk.helm_user) == ("ana", "ana")
