"""The plot is asked for when it is wanted, and no oftener than it grows."""

from datetime import timedelta

from golive_tui.errors import Refused
from golive_tui.launch import trigger_facts as t
from golive_tui.tui.views.plot_source import PlotSource, marks_of
from golive_tui.wire.messages import ReadSamples
from tests.screens.scene import Answers, FixedClock, mirror_at
from tests.tui.fakes import FakeHost, RefusingLink, desk_at
from tests.tui.run.stepping import happened
from tests.tui.stage import settle, staged, text


async def test_it_comes_after_it_was_asked_for_and_is_asked_for_once() -> None:
    host, told = FakeHost(), []
    desk = desk_at("live", host)
    source = PlotSource(desk, lambda: told.append(1))
    assert source.of("api-health", 60) is None
    assert source.of("api-health", 60) is None
    await host.work()
    found = source.of("api-health", 60)
    assert found is not None
    assert len(found.buckets) == 50
    assert sum(each.n for each in found.buckets) > 0
    assert told == [1]
    assert isinstance(desk.link, Answers)
    assert [type(each) for each in desk.link.asked] == [ReadSamples]


async def test_another_probe_or_width_and_a_column_more_are_asked_for() -> None:
    host = FakeHost()
    desk = desk_at("live", host)
    source = PlotSource(desk, lambda: None)
    source.of("api-health", 60)
    await host.work()
    for probe, width in (("api-health", 90), ("ws-connect", 90)):
        assert source.of(probe, width) is None
        await host.work()
        assert source.of(probe, width) is not None
    assert desk.mirror is not None
    desk.mirror.clock = FixedClock(desk.now + timedelta(hours=1))
    assert source.of("ws-connect", 90) is not None
    assert len(host.works) == 1


async def test_what_is_refused_is_not_asked_for_at_once_again() -> None:
    host = FakeHost()
    desk = desk_at("live", host)
    desk.link = RefusingLink(Refused("no"))
    source = PlotSource(desk, lambda: None)
    source.of("api-health", 60)
    await host.work()
    assert source.of("api-health", 60) is None
    assert host.works == []


def test_t0_is_marked() -> None:
    assert {each.word for each in marks_of(mirror_at("live"))} == {"T0"}
    assert marks_of(mirror_at("before-go-live")) == []


async def test_the_page_of_a_probe_shows_it_with_its_trips() -> None:
    async with staged("live", (120, 45)) as (app, pilot):
        happened(app, t.TriggerTripped(trigger="error-rate", value=0.2, n=30))
        await pilot.press("2", "enter")
        await settle(app, pilot)
        await settle(app, pilot)
        said = text(app)
        assert "Over the launch" in said
        assert "▲ trip" in said
        assert "repairs" in said
