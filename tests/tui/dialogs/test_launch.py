"""Going live, undo, the helm, the decision, alarms."""

from msgspec.structs import replace

from golive_tui.launch.commands import GoLive, Undo
from golive_tui.launch.events import ProbeVerdict
from golive_tui.launch.state import ProbeState
from golive_tui.tui.desk import Changes
from golive_tui.tui.dialogs.launch import against, last_act
from golive_tui.wire.messages import TakeHelm
from tests.tui.fakes import desk_at
from tests.tui.stage import Staged, rows, settle, staged, text


def helm_at(app: Staged, client: int | None) -> None:
    assert app.desk.mirror is not None
    app.desk.mirror.engine = replace(app.desk.mirror.engine, helm=client)
    app.desk.mark(Changes(engine=True))


async def test_going_live_shows_what_is_open_and_waits_for_the_word() -> None:
    async with staged("before-go-live", (120, 35)) as (app, pilot):
        await pilot.press("G")
        await settle(app, pilot)
        said = text(app)
        assert "Go live on PRODUCTION" in said
        assert "▲ 1 item failed: vulnerability-scans-passed" in said
        assert "○ Rate limiting tested" in said
        assert "? 5 contacts not filled in: DevOps" in said
        await pilot.press("enter")
        await pilot.press(*"go", "enter")
        await settle(app, pilot)
        assert app.answers.asked == []
        assert "type GO to go on" in text(app)
        await pilot.press("backspace", "backspace", *"GO", "tab", *"all set", "enter")
        await settle(app, pilot)
        assert app.answers.asked == [GoLive(note="all set")]


async def test_what_speaks_against_going_live_is_that_of_now() -> None:
    async with staged("before-go-live", (120, 35)) as (app, pilot):
        await pilot.press("G")
        await settle(app, pilot)
        await pilot.press("G")
        mirror = app.desk.mirror
        assert mirror is not None
        assert "▲ 1 item failed: vulnerability-scans-passed" in text(app)
        items = {**mirror.state.items}
        del items["vulnerability-scans-passed"]
        mirror.state = replace(mirror.state, items=items)
        app.desk.mark(Changes(engine=True))
        await settle(app, pilot)
        assert "vulnerability-scans-passed" not in text(app)
        assert "type GO  G" in text(app)
        mirror.checklist = replace(mirror.checklist, stages=(), contacts=())
        app.desk.mark(Changes(engine=True))
        await settle(app, pilot)
        assert "Rate limiting tested" not in text(app)
        assert "type GO  G" in text(app)


async def test_a_live_launch_does_not_go_live_again() -> None:
    async with staged("live") as (app, pilot):
        await pilot.press("G")
        await settle(app, pilot)
        assert rows(app)[-2] == " already live, since 13:15Z"


def test_when_nothing_speaks_against_it_that_is_said() -> None:
    desk = desk_at("week")
    assert desk.mirror is not None
    desk.mirror.checklist = replace(desk.mirror.checklist, stages=(), contacts=())
    assert against(desk.mirror, desk) == ["✓ nothing speaks against it"]


async def test_undo_says_what_would_be_and_sends_it_as_an_act_of_its_own() -> None:
    async with staged("live", (120, 35)) as (app, pilot):
        assert app.desk.mirror is not None
        act = last_act(app.desk.mirror, app.desk)
        assert act is not None
        await pilot.press("U")
        await settle(app, pilot)
        assert "Undo your last act" in text(app)
        assert f"it would be {act.before.status} again" in text(app)
        assert app.answers.asked == []
        await pilot.press("enter")
        await settle(app, pilot)
        assert app.answers.asked == [Undo(item=act.item)]


async def test_who_did_nothing_has_nothing_to_undo() -> None:
    async with staged("live") as (app, pilot):
        assert app.desk.mirror is not None
        app.desk.mirror.state = replace(app.desk.mirror.state, acts=())
        await pilot.press("U")
        await settle(app, pilot)
        assert rows(app)[-2] == " nothing of yours to undo"


async def test_the_helm_is_taken_from_another_with_a_reason() -> None:
    async with staged("live", (120, 35)) as (app, pilot):
        helm_at(app, 2)
        await pilot.press("T")
        await settle(app, pilot)
        assert "lee has it" in text(app)
        await pilot.press("enter")
        await settle(app, pilot)
        assert app.answers.asked == []
        await pilot.press(*"lee lost her link", "enter")
        await settle(app, pilot)
        assert app.answers.asked == [TakeHelm(reason="lee lost her link")]


async def test_a_free_helm_needs_no_reason_and_ones_own_no_key() -> None:
    async with staged("live", (120, 35)) as (app, pilot):
        helm_at(app, None)
        await pilot.press("T", "enter")
        await settle(app, pilot)
        assert app.answers.asked == [TakeHelm()]
        helm_at(app, 1)
        await pilot.press("T")
        await settle(app, pilot)
        assert rows(app)[-2] == " you have the helm"


async def test_a_read_only_dashboard_never_takes_it() -> None:
    async with staged("live", read_only=True) as (app, pilot):
        helm_at(app, 2)
        await pilot.press("T")
        await settle(app, pilot)
        assert "--read-only" in rows(app)[-2]


async def test_d_says_the_decision_and_every_reason() -> None:
    async with staged("live", (120, 35)) as (app, pilot):
        await pilot.press("d")
        await settle(app, pilot)
        assert "Decision: NO-GO" in text(app)
        assert "· 1 probe fails" in text(app)
        assert "· 1 probe slow" in text(app)


def probe_says(app: Staged, verdict: ProbeVerdict, names: tuple[str, ...]) -> None:
    mirror = app.desk.mirror
    assert mirror is not None
    probes = {name: ProbeState(verdict=verdict, since=mirror.now) for name in names}
    mirror.state = replace(mirror.state, probes={**mirror.state.probes, **probes})
    app.desk.mark(Changes(probes=frozenset(names)))


async def test_the_decision_and_its_reasons_are_those_of_now() -> None:
    async with staged("week", (120, 35)) as (app, pilot):
        mirror = app.desk.mirror
        assert mirror is not None
        mirror.checklist = replace(mirror.checklist, stages=())
        probe_says(app, "ok", tuple(mirror.checklist.probes))
        await pilot.press("d")
        await settle(app, pilot)
        assert "Decision: GO" in text(app)
        assert "nothing speaks against it" in text(app)
        probe_says(app, "fail", ("api-health",))
        await settle(app, pilot)
        assert "Decision: NO-GO" in text(app)
        assert "· 1 probe fails: api-health" in text(app)
        assert "nothing speaks against it" not in text(app)


async def test_the_decision_offers_to_go_live_until_that_was_done() -> None:
    async with staged("before-go-live", (120, 35)) as (app, pilot):
        await pilot.press("d")
        await settle(app, pilot)
        assert "G goes live · esc close" in text(app)
        mirror = app.desk.mirror
        assert mirror is not None
        mirror.state = replace(mirror.state, went_live_at=mirror.now)
        app.desk.mark(Changes(engine=True))
        await settle(app, pilot)
        assert "G goes live · esc close" not in text(app)
        assert "esc close" in text(app)


async def test_the_alarms_are_those_of_now() -> None:
    async with staged("week", (120, 35)) as (app, pilot):
        mirror = app.desk.mirror
        assert mirror is not None
        title = mirror.checklist.probes["api-health"].title
        await pilot.press("exclamation_mark")
        await settle(app, pilot)
        assert "none: nothing wants an answer now" in text(app)
        probe_says(app, "fail", ("api-health",))
        await settle(app, pilot)
        assert f"▲ {title} fails" in text(app)
        assert "none: nothing wants an answer now" not in text(app)
        probe_says(app, "ok", ("api-health",))
        await settle(app, pilot)
        assert "none: nothing wants an answer now" in text(app)


async def test_the_alarm_key_lists_what_wants_an_answer() -> None:
    async with staged("live", (120, 35)) as (app, pilot):
        await pilot.press("exclamation_mark")
        await settle(app, pilot)
        assert "fails: ws.no_reply" in text(app)
        await pilot.press("escape")
    async with staged("week", (120, 35)) as (app, pilot):
        await pilot.press("exclamation_mark")
        await settle(app, pilot)
        assert "none: nothing wants an answer now" in text(app)
