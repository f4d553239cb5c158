"""The round that is due."""

from msgspec.structs import replace

from golive_tui.launch import commands as c
from golive_tui.launch.codec import event_to_plain
from golive_tui.launch.events import By, Event, Fact, RoundAnswered, RoundCompleted, RoundDigested
from golive_tui.launch.rounds import open_round_of
from golive_tui.tui.dialogs.round import RoundBox
from tests.tui.stage import Staged, rows, settle, staged, text

LEE = By(user="lee", uid=1002, host="jump1", how="peer")
ROUND, LOGS = "hour-1-6/4", "check-error-logs-for-anomalies"


def happened(app: Staged, fact: Fact) -> None:
    mirror = app.desk.mirror
    assert mirror is not None
    event = Event(seq=mirror.state.seq + 1, at=mirror.now, epoch=1, by=LEE, fact=fact)
    app.link_worker.hear({"event": event_to_plain(event)})


async def test_it_shows_every_question_with_what_the_probes_answered() -> None:
    async with staged("round-due", (120, 35)) as (app, pilot):
        await pilot.press("w")
        await settle(app, pilot)
        said = text(app)
        assert "Round 4 of 24, Hour 1-6: Critical Monitoring" in said
        assert "due since 14:15Z" in said
        assert "since the round before: 1338 looks, 180 failed" in said
        assert "✗ FAIL  Validate WebSocket stability" in said
        assert "○ todo  Check error logs for anomalies" in said


async def test_the_cursor_begins_at_what_is_open_and_space_passes_it() -> None:
    async with staged("round-due", (120, 35)) as (app, pilot):
        await pilot.press("w", "space")
        await settle(app, pilot)
        assert app.answers.asked == [c.AnswerRound(round=ROUND, item=LOGS, status="passed")]


async def test_a_failed_and_a_skipped_answer_say_why() -> None:
    async with staged("round-due", (120, 35)) as (app, pilot):
        await pilot.press("w", "X", "enter")
        await settle(app, pilot)
        assert app.answers.asked == []
        await pilot.press(*"5xx", "enter")
        await settle(app, pilot)
        await pilot.press("x", *"no access", "enter")
        await settle(app, pilot)
        assert app.answers.asked == [
            c.AnswerRound(round=ROUND, item=LOGS, status="failed", note="5xx"),
            c.AnswerRound(round=ROUND, item=LOGS, status="skipped", note="no access"),
        ]


async def test_an_answer_goes_to_the_question_that_the_dialog_names() -> None:
    async with staged("round-due", (120, 35)) as (app, pilot):
        await pilot.press("w", "X")
        await settle(app, pilot)
        box = app.screen.query_one(RoundBox)
        box.rows.move_to(0 if box.rows.cursor else 1)  # as the mouse does beside the dialog
        await pilot.press(*"5xx", "enter")
        await settle(app, pilot)
        answer = c.AnswerRound(round=ROUND, item=LOGS, status="failed", note="5xx")
        assert app.answers.asked == [answer]


async def test_it_is_not_completed_while_a_question_is_open() -> None:
    async with staged("round-due", (120, 35)) as (app, pilot):
        await pilot.press("w", "enter")
        await settle(app, pilot)
        assert app.answers.asked == []
        assert "1 question still open" in text(app)
        happened(app, RoundAnswered(round=ROUND, item=LOGS, status="passed"))
        await settle(app, pilot)
        await pilot.press("enter")
        await settle(app, pilot)
        assert app.answers.asked == [c.CompleteRound(round=ROUND)]


async def test_it_closes_when_the_round_is_completed_by_whomever() -> None:
    async with staged("round-due", (120, 35)) as (app, pilot):
        await pilot.press("w")
        await settle(app, pilot)
        happened(app, RoundCompleted(round=ROUND))
        await settle(app, pilot)
        assert not app.query(RoundBox)
        assert rows(app)[-2] == " the round is completed"


async def test_without_a_round_that_is_due_there_is_nothing_to_answer() -> None:
    async with staged("live") as (app, pilot):
        await pilot.press("w")
        await settle(app, pilot)
        assert rows(app)[-2] == " no round is due"


async def test_a_round_without_a_digest_says_so_until_it_comes() -> None:
    async with staged("round-due", (120, 35)) as (app, pilot):
        mirror = app.desk.mirror
        assert mirror is not None
        _, each = open_round_of(mirror.state)
        assert each is not None
        bare = replace(each, digests={}, answers={})
        mirror.state = replace(mirror.state, rounds={**mirror.state.rounds, ROUND: bare})
        await pilot.press("w")
        await settle(app, pilot)
        assert "digest is not there yet" in text(app)
        assert "asks the probes" in text(app)
        happened(app, RoundDigested(round=ROUND, digests=each.digests))
        await settle(app, pilot)
        assert "since the round before: 1338 looks, 180 failed" in text(app)
        assert "digest is not there yet" not in text(app)
