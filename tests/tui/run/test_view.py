"""The run view: steps, live output, attempts, typing."""

from collections.abc import Mapping
from typing import Any

import pytest
from textual.strip import Strip

from golive_tui.clock import real_now
from golive_tui.errors import StoreError
from golive_tui.launch.events import StepPrompted, StepRequested
from golive_tui.launch.state import Attempt
from golive_tui.tui.desk import LinkState
from golive_tui.tui.ground.rows import Rows
from golive_tui.tui.run import pages
from golive_tui.tui.run.type_line import TypeLine
from golive_tui.tui.run.view import RunView
from golive_tui.wire.messages import ReadOutput, Request, TypeIn
from tests.tui.run.stepping import STAGING, begin, end, engine_of, happened
from tests.tui.stage import Staged, rows, settle, staged, text


def view_of(app: Staged) -> RunView:
    view = app.frame.view
    assert isinstance(view, RunView)
    return view


async def test_it_lists_the_steps_and_shows_what_the_newest_attempt_writes() -> None:
    async with staged("before-go-live", (160, 40)) as (app, pilot):
        engine = engine_of(app)
        attempt = begin(app)
        engine.output[attempt] = ["building", "\x1b]0;gotcha\x07[red]pushed"]
        await pilot.press("4")
        await settle(app, pilot)
        view_of(app).poll()
        await settle(app, pilot)
        said = text(app)
        assert "► Deploy to staging environment" in said
        assert "running 0:00 of at most 15:00" in said
        assert "building" in said
        assert "[red]pushed" in said
        assert "\x1b" not in said
        engine.output[attempt].append("released")
        view_of(app).poll()
        await settle(app, pilot)
        assert "released" in text(app)
        assert view_of(app).output.following


async def test_nothing_is_asked_of_an_attempt_that_has_ended_and_was_read() -> None:
    async with staged("before-go-live", (160, 40)) as (app, pilot):
        engine = engine_of(app)
        attempt = begin(app)
        engine.output[attempt] = ["done"]
        end(app, attempt, code=3)
        await pilot.press("4")
        app.frame.view.at(STAGING)  # type: ignore[union-attr]
        await settle(app, pilot)
        view_of(app).poll()
        await settle(app, pilot)
        assert "FAILED 0:12, exit 3" in text(app)
        asked = len([each for each in engine.asked if isinstance(each, ReadOutput)])
        view_of(app).poll()
        await settle(app, pilot)
        assert len([each for each in engine.asked if isinstance(each, ReadOutput)]) == asked


async def test_the_cursor_is_painted_before_what_it_stands_on_and_that_is_shown_once(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async with staged("before-go-live", (160, 40)) as (app, pilot):
        engine_of(app)
        attempt = begin(app)
        await pilot.press("4")
        await settle(app, pilot)
        view = view_of(app)
        at = next(n for n, item in enumerate(view.steps.items) if item.id == STAGING)
        view.at(view.steps.items[at + 2].id)
        await settle(app, pilot)
        showed: list[tuple[str, bool]] = []
        painted: list[int] = []

        def show(shown: Attempt | None) -> None:
            showed.append((shown.id if shown else "", view.steps.cursor in painted))

        def render_line(y: int) -> Strip:
            painted.append(view.steps.cursor)
            return Rows.render_line(view.steps, y)

        monkeypatch.setattr(view.reader, "show", show)
        monkeypatch.setattr(view.steps, "render_line", render_line)
        view.steps.move_to(at + 1)
        view.steps.move_to(at)
        await settle(app, pilot)
        assert showed == [(attempt, True)]


async def test_scrolling_to_the_top_reads_the_page_before() -> None:
    async with staged("before-go-live", (160, 40)) as (app, pilot):
        engine = engine_of(app)
        attempt = begin(app)
        engine.output[attempt] = [f"line {number}" for number in range(50)]
        await pilot.press("4")
        await settle(app, pilot)
        view_of(app).poll()
        await settle(app, pilot)
        assert "line 49" in text(app)
        assert "line 29" not in text(app)
        await pilot.press("enter", "g")
        await settle(app, pilot)
        assert "line 29" in text(app)
        assert not view_of(app).output.following
        await pilot.press("slash", *"line 31", "enter")
        await settle(app, pilot)
        output = view_of(app).output
        assert output.pages.lines[output.cursor - output.head].text == "line 31"


async def test_a_line_that_is_read_stays_under_the_cursor_however_much_comes(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(pages, "KEPT", 30)
    async with staged("before-go-live", (160, 40)) as (app, pilot):
        engine = engine_of(app)
        attempt = begin(app)
        engine.output[attempt] = [f"line {number}" for number in range(20)]
        await pilot.press("4")
        await settle(app, pilot)
        view = view_of(app)
        view.poll()
        await settle(app, pilot)
        await pilot.press("enter", "k", "k", "k")
        for _ in range(4):
            engine.output[attempt] += [f"more {len(engine.output[attempt])}"] * 10
            view.poll()
            await settle(app, pilot)
        output = view.output
        assert output.pages.lines[output.cursor - output.head].text == "line 16"
        assert len(output.pages.lines) <= 30
        assert output.pages.size == 600
        await pilot.press("end")
        for _ in range(3):
            view.poll()
            await settle(app, pilot)
        assert output.following
        assert output.pages.lines[-1].text == "more 50"


async def test_output_that_was_not_read_is_not_called_none_and_an_error_is_told_once(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async with staged("before-go-live", (160, 40)) as (app, pilot):
        engine = engine_of(app)
        attempt = begin(app)
        notices: list[str] = []
        monkeypatch.setattr(app, "notice", lambda text, tone: notices.append(text))
        ask = engine.ask

        async def refused(request: Request) -> Mapping[str, Any]:
            if isinstance(request, ReadOutput):
                raise StoreError("the transcript cannot be read")
            return await ask(request)

        monkeypatch.setattr(engine, "ask", refused)
        await pilot.press("4")
        await settle(app, pilot)
        for _ in range(3):
            view_of(app).poll()
            await settle(app, pilot)
        assert "not read: the transcript cannot be read" in text(app)
        assert notices == ["the transcript cannot be read"]
        monkeypatch.setattr(engine, "ask", ask)
        view_of(app).poll()
        await settle(app, pilot)
        assert "no output yet" in text(app)
        engine.output[attempt] = ["here"]
        view_of(app).poll()
        await settle(app, pilot)
        assert "here" in text(app)


async def test_without_an_engine_output_is_said_to_be_unread() -> None:
    async with staged("before-go-live", (160, 40)) as (app, pilot):
        engine_of(app)
        begin(app)
        app.desk.linked = LinkState(up=False, since=real_now())
        await pilot.press("4")
        await settle(app, pilot)
        view_of(app).poll()
        await settle(app, pilot)
        assert "not read: no engine answers" in text(app)


async def test_attempts_are_gone_through_from_the_newest() -> None:
    async with staged("before-go-live", (160, 40)) as (app, pilot):
        engine = engine_of(app)
        first = begin(app)
        end(app, first, code=1)
        second = begin(app, number=2)
        engine.output = {first: ["it broke"], second: ["it works"]}
        await pilot.press("4")
        app.frame.view.at(STAGING)  # type: ignore[union-attr]
        await settle(app, pilot)
        view_of(app).poll()
        await settle(app, pilot)
        assert "it works" in text(app)
        await pilot.press("h")
        await settle(app, pilot)
        view_of(app).poll()
        await settle(app, pilot)
        assert "it broke" in text(app)
        assert "attempt 1 of 2" in text(app)


async def test_what_is_typed_goes_to_the_step_and_a_password_is_not_seen() -> None:
    async with staged("before-go-live", (160, 40)) as (app, pilot):
        engine = engine_of(app)
        attempt = begin(app)
        engine.output[attempt] = ["Password:"]
        await pilot.press("4")
        await settle(app, pilot)
        view_of(app).poll()
        await settle(app, pilot)
        await pilot.press("i", *"hunter2")
        await settle(app, pilot)
        assert "hunter2" not in text(app)
        await pilot.press("enter")
        await settle(app, pilot)
        assert engine.acts == [TypeIn(step=STAGING, attempt=attempt, text="hunter2\n")]
        await pilot.press("escape")
        await settle(app, pilot)
        assert not view_of(app).line.is_open
        await pilot.press("i")
        end(app, attempt)
        await settle(app, pilot)
        assert not view_of(app).line.is_open


async def test_what_was_begun_for_one_run_is_never_sent_to_the_next() -> None:
    async with staged("before-go-live", (160, 40)) as (app, pilot):
        engine = engine_of(app)
        first = begin(app)
        await pilot.press("4")
        await settle(app, pilot)
        await pilot.press("i", *"half a pass")
        await settle(app, pilot)
        end(app, first, code=1)
        begin(app, number=2)
        await settle(app, pilot)
        view = view_of(app)
        assert not view.line.is_open
        assert view.line.entry.value == ""
        assert f"no longer attached to {first}" in text(app)
        view.post_message(TypeLine.Typed("half a pass\n"))
        await settle(app, pilot)
        assert engine.acts == []


async def test_who_goes_to_another_step_is_detached_and_stays_in_the_list() -> None:
    async with staged("before-go-live", (160, 40)) as (app, pilot):
        engine_of(app)
        begin(app)
        await pilot.press("4")
        await settle(app, pilot)
        await pilot.press("i")
        await settle(app, pilot)
        view = view_of(app)
        view.steps.focus()
        await pilot.press("j")
        await settle(app, pilot)
        assert not view.line.is_open
        assert view.steps.has_focus


async def test_attached_ctrl_c_and_ctrl_d_go_to_the_command_and_ctrl_bracket_detaches() -> None:
    async with staged("before-go-live", (80, 24)) as (app, pilot):
        engine = engine_of(app)
        attempt = begin(app)
        await pilot.press("4")
        await settle(app, pilot)
        await pilot.press("i", *"half")
        await settle(app, pilot)
        assert "ATTACHED: keys go to the command" in text(app)
        await pilot.press("ctrl+c", "ctrl+d")
        await settle(app, pilot)
        assert engine.acts == [
            TypeIn(step=STAGING, attempt=attempt, text=byte) for byte in ("\x03", "\x04")
        ]
        await pilot.press("ctrl+right_square_bracket")
        await settle(app, pilot)
        assert "ATTACHED" not in text(app)
        await pilot.press("ctrl+c")
        await settle(app, pilot)
        assert len(engine.acts) == 2


async def test_what_is_typed_is_hidden_while_the_terminal_does_not_show_it() -> None:
    async with staged("before-go-live", (160, 40)) as (app, pilot):
        engine = engine_of(app)
        attempt = begin(app)
        engine.output[attempt] = ["one-time code:"]
        engine.echo = False
        await pilot.press("4")
        await settle(app, pilot)
        view_of(app).poll()
        await settle(app, pilot)
        await pilot.press("i")
        await settle(app, pilot)
        view_of(app).poll()
        await settle(app, pilot)
        await pilot.press(*"4711")
        await settle(app, pilot)
        assert "hidden" in text(app)
        assert "••••" in text(app)


async def test_a_step_that_asks_says_so_in_the_strip_and_in_its_row() -> None:
    async with staged("before-go-live", (160, 40)) as (app, pilot):
        engine_of(app)
        attempt = begin(app)
        happened(app, StepPrompted(step=STAGING, attempt=attempt, waiting=True, line="Token:"))
        await pilot.press("4")
        await settle(app, pilot)
        said = text(app)
        assert "WAITS FOR INPUT" in rows(app)[1]
        assert "? waits for input     0:00" in said
        assert "waits for input: Token: · i attaches" in said
        happened(app, StepPrompted(step=STAGING, attempt=attempt, waiting=False))
        await settle(app, pilot)
        assert "waits for input" not in text(app)


async def test_in_a_small_terminal_the_strip_says_that_a_step_asks() -> None:
    async with staged("before-go-live", (80, 24)) as (app, pilot):
        attempt = begin(app)
        happened(app, StepPrompted(step=STAGING, attempt=attempt, waiting=True, line="Token:"))
        await settle(app, pilot)
        assert "waits for input" in rows(app)[1]


async def test_a_retry_says_which_one_it_is() -> None:
    async with staged("before-go-live", (160, 40)) as (app, pilot):
        engine_of(app)
        happened(app, StepRequested(step=STAGING, attempt=f"{STAGING}-2", argv=("x",),
                                    directory="/", target="production", retry=1,
                                    retries=2))  # fmt: skip
        await pilot.press("4")
        await settle(app, pilot)
        assert text(app).count("attempt 2 of 3") == 2


async def test_a_running_step_is_seen_from_everywhere() -> None:
    async with staged("before-go-live", (160, 40)) as (app, pilot):
        begin(app)
        app.frame.view.at(STAGING)  # type: ignore[union-attr]
        await settle(app, pilot)
        assert "RUNNING" in rows(app)[1]
        assert "► 0:00 Deploy to staging" in rows(app)[2]
        assert any("running 0:00" in row for row in rows(app)[5:])


async def test_a_holder_that_does_not_answer_is_named_with_what_lets_it_go_on() -> None:
    for size in ((160, 40), (80, 24)):
        async with staged("before-go-live", size) as (app, pilot):
            engine = engine_of(app)
            attempt = begin(app)
            engine.output[attempt], engine.deaf = ["up"], 4194304
            await pilot.press("4")
            await settle(app, pilot)
            view_of(app).poll()
            await settle(app, pilot)
            said = "its holder does not answer (pid 4194304): if stopped, kill -CONT 4194304"
            assert said in text(app)
            engine.deaf = 0
            view_of(app).poll()
            await settle(app, pilot)
            assert "does not answer" not in text(app)
