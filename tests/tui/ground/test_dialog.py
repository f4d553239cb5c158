"""Questions that are answered, refused, or never happened."""

from collections.abc import Mapping

import pytest
from textual import events
from textual.content import Content
from textual.widgets import Input, Static

from golive_tui.tui.ground.content import literal
from golive_tui.tui.ground.dialog import Dialog, Field, at_least, typed
from golive_tui.tui.ground.terminal import Terminal
from tests.tui.ground.stage import UNICODE, Stage, shown


class Asked(Stage):
    """A view that asks, and remembers what it was told."""

    def __init__(self, terminal: Terminal = UNICODE) -> None:
        super().__init__(lambda: [Static(literal("behind"))], terminal)
        self.answers: list[Mapping[str, str]] = []
        self.messages: list[Mapping[str, str]] = []

    def on_dialog_answered(self, event: Dialog.Answered) -> None:
        self.messages.append(event.values)

    def ask(self, *fields: Field, title: str = "Skip 6.4", body: tuple[str, ...] = ()) -> Dialog:
        dialog = Dialog(title, body, fields, answered=self.answers.append)
        dialog.open_on(self.screen)
        return dialog


REASON = Field(name="reason", label="reason", refuse=at_least(10))
WORD = Field(name="word", label="type", refuse=typed("ROLLBACK"))


async def test_enter_answers_with_what_the_fields_hold() -> None:
    app = Asked()
    async with app.run_test(size=(80, 20)) as pilot:
        app.ask(Field(name="who", label="who"), Field(name="why", label="why", value="late"))
        await pilot.pause()
        await pilot.press(*"ana", "enter")
        await pilot.pause()
        assert app.answers == [{"who": "ana", "why": "late"}]
        assert app.messages == app.answers
        assert not app.screen.query(Dialog)


async def test_esc_means_that_nothing_happened() -> None:
    app = Asked()
    async with app.run_test(size=(80, 20)) as pilot:
        app.ask(WORD)
        await pilot.pause()
        await pilot.press(*"ROLLBACK", "escape")
        await pilot.pause()
        assert app.answers == app.messages == []
        assert not app.screen.query(Dialog)


async def test_a_word_in_full_is_needed_and_what_is_missing_is_said() -> None:
    app = Asked()
    async with app.run_test(size=(80, 20)) as pilot:
        app.ask(WORD)
        await pilot.pause()
        await pilot.press(*"ROLLBAC", "enter")
        await pilot.pause()
        assert app.answers == []
        assert any("type ROLLBACK to go on" in line for line in shown(app))
        await pilot.press("K")
        await pilot.pause()
        assert not any("to go on" in line for line in shown(app))
        await pilot.press("enter")
        await pilot.pause()
        assert app.answers == [{"word": "ROLLBACK"}]


async def test_the_field_that_refuses_gets_the_focus() -> None:
    app = Asked()
    async with app.run_test(size=(80, 20)) as pilot:
        app.ask(REASON, Field(name="risk", label="risk"))
        await pilot.pause()
        await pilot.press("tab", *"none", "enter")
        await pilot.pause()
        assert app.focused is not None
        assert app.focused.id == "field-reason"
        assert any("10 letters or more" in line for line in shown(app))


async def test_a_dialog_without_fields_is_answered_by_enter() -> None:
    app = Asked()
    async with app.run_test(size=(80, 20)) as pilot:
        app.ask(body=("the engine keeps running",))
        await pilot.pause()
        await pilot.press("enter")
        await pilot.pause()
        assert app.answers == [{}]


@pytest.mark.parametrize("foreign", ["[b]x[/]", "at [/var]", "[@click=app.quit]q[/]", "a\x1b[2Jb"])
async def test_titles_and_bodies_are_literal_and_clean(foreign: str) -> None:
    app = Asked()
    async with app.run_test(size=(80, 20)) as pilot:
        app.ask(title=foreign, body=(foreign,))
        await pilot.pause()
        picture = "\n".join(shown(app))
        assert picture.count(foreign.replace("\x1b", "␛")) == 2
        assert "\x1b" not in picture


async def test_what_is_pasted_comes_back_clean() -> None:
    app = Asked()
    async with app.run_test(size=(80, 20)) as pilot:
        app.ask(Field(name="url", label="url"))
        await pilot.pause()
        app.post_message(events.Paste("https://x/\x1b]0;pwned\x07 \nrest"))
        await pilot.pause()
        await pilot.press("enter")
        await pilot.pause()
        assert app.answers == [{"url": "https://x/␛]0;pwned␇"}]


async def test_a_long_body_wraps_and_the_box_grows_with_it() -> None:
    app = Asked()
    async with app.run_test(size=(80, 20)) as pilot:
        dialog = app.ask(WORD, body=("word " * 30, "short"))
        await pilot.pause()
        assert dialog.region.height == 3 + 1 + 1 + 1 + 2
        assert any("esc cancel" in line for line in shown(app))


async def test_in_a_narrow_window_it_still_has_its_field_and_hint() -> None:
    app = Asked()
    async with app.run_test(size=(40, 12)) as pilot:
        app.ask(WORD, body=("undo: lb shift --pool old --weight 100",))
        await pilot.pause()
        picture = "\n".join(shown(app))
        assert "type" in picture
        assert "enter ok" in picture


async def test_the_cursor_of_a_field_does_not_blink() -> None:
    app = Asked()
    async with app.run_test(size=(80, 20)) as pilot:
        app.ask(WORD)
        await pilot.pause()
        assert all(not entry.cursor_blink for entry in app.screen.query(Input))


async def test_styled_content_may_be_a_body() -> None:
    app = Asked()
    async with app.run_test(size=(80, 20)) as pilot:
        body = [Content.assemble(("▌PROD▐", "$prod $prod-style"), " eu-1")]
        Dialog("Run", body).open_on(app.screen)
        await pilot.pause()
        assert any("▌PROD▐ eu-1" in line for line in shown(app))


async def test_without_colour_the_focused_field_is_reversed() -> None:
    plain = Terminal(
        ascii=True, colour="none", theme="golive-mono", slow=True, mouse=False, columns=80, rows=20
    )
    app = Asked(plain)
    async with app.run_test(size=(80, 20)) as pilot:
        app.ask(WORD)
        await pilot.pause()
        await pilot.press("R")
        await pilot.pause()
        segments = [s for strip in app.screen._compositor.render_strips() for s in strip]
        assert any(s.style and s.style.reverse for s in segments)
        assert all(s.text.isascii() for s in segments)
