"""The probe panel."""

from golive_tui.launch.codec import event_to_plain, sample_to_plain
from golive_tui.launch.commands import LookNow
from golive_tui.launch.events import By, Event, ProbeChanged
from golive_tui.launch.samples import Sample
from golive_tui.tui.dash.probes import ProbeList, counted
from tests.screens.scene import mirror_at
from tests.tui.stage import Staged, rows, settle, staged, text

ENGINE = By(user="engine", uid=0, host="jump1", how="engine")
WIDE = (160, 45)


def row_of(app: Staged, title: str) -> str:
    return next(row[80:] for row in rows(app) if title in row[80:])


async def test_every_probe_has_a_row_with_word_spark_and_figures() -> None:
    async with staged("live", WIDE) as (app, _):
        said = row_of(app, "API /metrics")
        assert "● ok" in said
        assert "22/35 ms" in said
        assert "60" in said.split()
        assert "0.0 %" in said
        assert "▁▁▁▁" in said


async def test_those_that_are_not_well_say_why() -> None:
    async with staged("live", WIDE) as (app, _):
        assert "└ budget.slow" in text(app)
        assert "└ ws.no_reply, no answer began within 4.9 s · 3 min" in text(app)
        assert "17 ok · 1 slow · 1 alarm" in text(app)


async def test_a_sample_changes_its_row_and_a_verdict_the_heading() -> None:
    async with staged("week", WIDE) as (app, pilot):
        mirror = app.desk.mirror
        assert mirror is not None
        name = next(iter(mirror.checklist.probes))
        sample = Sample(probe=name, at=mirror.now, outcome="fail", reason="tcp.refused")
        app.link_worker.hear({"sample": sample_to_plain(sample)})
        await settle(app, pilot)
        assert "█" in row_of(app, "API /health")
        fact = ProbeChanged(probe=name, verdict="fail", was="ok", reason="tcp.refused")
        event = Event(seq=mirror.state.seq + 1, at=mirror.now, epoch=1, by=ENGINE, fact=fact)
        app.link_worker.hear({"event": event_to_plain(event)})
        await settle(app, pilot)
        assert "▲ alarm" in row_of(app, "API /health")
        assert "└ tcp.refused" in text(app)
        assert "18 ok · 1 alarm" in text(app)
        assert "▲ 1 ALARM" in text(app)


async def test_enter_goes_to_the_detail_and_shift_l_looks_now() -> None:
    async with staged("live", WIDE) as (app, pilot):
        await pilot.press("tab", "j", "j", "L")
        await settle(app, pilot)
        probe = app.query_one(ProbeList).chosen
        assert app.answers.asked == [LookNow(probe=probe)]
        await pilot.press("enter")
        await settle(app, pilot)
        assert app.frame.current.id == "probes"


async def test_what_is_out_of_view_is_counted() -> None:
    async with staged("live", (120, 35)) as (app, _):
        below = app.query_one(ProbeList).below
        assert below > 0
        assert f"{below} below" in text(app)


def test_the_heading_is_as_loud_as_the_worst() -> None:
    assert counted(mirror_at("live"))[1] == "bad"
    assert counted(mirror_at("week")) == ("19 ok", "muted")
