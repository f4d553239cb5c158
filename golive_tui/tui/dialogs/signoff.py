"""The sign-off: every criterion as met, not met or not measured, what was skipped, the fields.

Enter asks for the name, the notes and the verdict, which is typed in full.
"""

from collections.abc import Mapping
from typing import Final

from textual.app import ComposeResult
from textual.content import Content
from textual.strip import Strip
from textual.widgets import Static

from golive_tui.client.mirror import Mirror
from golive_tui.launch import commands as c
from golive_tui.launch.signing import criteria
from golive_tui.tui.desk import Changes, Desk
from golive_tui.tui.dialogs.following import Following
from golive_tui.tui.dialogs.item import LEAST_REASON, WIDTH
from golive_tui.tui.dialogs.list_box import ListBox
from golive_tui.tui.frame.words import when
from golive_tui.tui.ground.content import Cell, cell, literal, strip
from golive_tui.tui.ground.dialog import Dialog, Field, at_least
from golive_tui.tui.ground.glyphs import Role
from golive_tui.tui.ground.lines import LineList

APPROVE: Final = "APPROVE"
REFUSE: Final = "REFUSE"
"""The two verdicts, typed in full."""
WHOLE: Final = 2
"""Rows on which the chosen row stands in full: the list cuts it."""
_SIGNS: Final[Mapping[str, tuple[str, Role]]] = {
    "met": ("✓", "ok"),
    "not met": ("✗", "bad"),
    "not measured": ("?", "warn"),
}


def sign_off(desk: Desk) -> "SignoffBox | None":
    """The record as it would be frozen now; a notice before the launch is live."""
    mirror = desk.mirror
    if mirror is None:
        return None
    if mirror.state.went_live_at is None:
        desk.notice("the launch has not gone live: there is nothing to sign off", "warn")
        return None
    return SignoffBox(desk, mirror)


def verdict(value: str) -> str:
    """For `Field.refuse`: one of the two words."""
    return "" if value.strip() in (APPROVE, REFUSE) else f"type {APPROVE} or {REFUSE}"


class SignoffBox(ListBox):
    """Criteria, then what was skipped, then the fields."""

    DEFAULT_CSS = f"""
    SignoffBox .whole {{ height: {WHOLE}; color: $foreground; }}
    """

    def __init__(self, desk: Desk, mirror: Mirror) -> None:
        self.desk = desk
        self.lines = signoff_rows(mirror, desk)
        super().__init__(
            "Sign-off", self._strip, body=_body(mirror, desk),
            hint="enter signs: name, notes, verdict · esc close", width=104, id="signoff",
        )  # fmt: skip
        self.rows.set_rows(len(self.lines), 0)
        self.whole = Static(self._whole(), classes="whole")
        self._unsubscribe = desk.subscribe(self)

    def compose(self) -> ComposeResult:
        """Body, rows, the chosen row in full, hint."""
        yield from self.body_lines()
        yield self.rows
        yield self.whole
        yield self.hint

    @property
    def extra_rows(self) -> int:
        """Those of the chosen row."""
        return WHOLE

    def on_line_list_moved(self, event: LineList.Moved) -> None:
        """Another row: its text in full."""
        event.stop()
        self.whole.update(self._whole(), layout=False)

    def _whole(self) -> Content:
        if not self.lines:
            return Content("")
        _, word, title, detail = self.lines[self.rows.cursor]
        return literal(f"{title.text}: {word.text}, {detail.text}")

    def on_unmount(self) -> None:
        """Nothing more to hear."""
        self._unsubscribe()

    def changed(self, changes: Changes) -> None:
        """Figures and answers may have changed."""
        mirror = self.desk.mirror
        if mirror is not None:
            self.rewrite(_body(mirror, self.desk))
            self.lines = signoff_rows(mirror, self.desk)
            self.rows.set_rows(len(self.lines))
            self.whole.update(self._whole(), layout=False)

    def tick(self, now: object) -> None:
        """Nothing ticks here."""

    def on_line_list_chosen(self, event: LineList.Chosen) -> None:
        """Enter: sign."""
        event.stop()
        if sentence := self.desk.refusal(c.SignOff):
            self.say(sentence, refused=True)
            return
        self.say()
        self.desk.open(signing_dialog(self.desk))

    def _strip(self, index: int, width: int) -> Strip:
        return strip(self.lines[index], width, self.rows.roles)


def signing_dialog(desk: Desk) -> Dialog:
    """Name, notes, verdict."""

    def send(values: Mapping[str, str]) -> None:
        approved = values["verdict"] == APPROVE
        desk.do(c.SignOff(name=values["name"], approved=approved, notes=values["notes"]))

    me = desk.me
    frozen = "the record is frozen as it is now; golive report writes it out"
    return Following(
        desk,
        "Sign off",
        lambda mirror, desk: [summary(mirror, desk), frozen],
        (
            Field(name="name", label="name", value=me.user if me else "",
                  refuse=at_least(LEAST_REASON - 1)),
            Field(name="notes", label="notes", placeholder="go into the record"),
            Field(name="verdict", label="verdict", placeholder=f"{APPROVE} or {REFUSE}",
                  refuse=verdict),
        ),
        hint="enter signs · esc cancel",
        width=WIDTH,
        answered=send,
        id="sign",
    )  # fmt: skip


def _body(mirror: Mirror, desk: Desk) -> list[str]:
    return [summary(mirror, desk), signed(mirror, desk), ""]


def summary(mirror: Mirror, desk: Desk) -> str:
    """`7 met, 1 not met, 4 not measured; 2 items skipped`."""
    found = criteria(mirror.checklist, mirror.state, mirror.sight, desk.now)
    words = [each.word for each in found]
    counts = ", ".join(f"{words.count(word)} {word}" for word in _SIGNS)  # type: ignore[arg-type]
    skipped = len(_skipped(mirror))
    return f"{counts} of {len(words)}; {skipped} skipped"


def signed(mirror: Mirror, desk: Desk) -> str:
    """Whether it was signed before."""
    record = mirror.state.signed
    if record is None:
        return "not signed yet"
    word = "approved" if record.approved else "NOT approved"
    who = f"{record.name} (as {record.by}) {when(record.at, desk.now)}"
    return f"{word} by {who}; signing again adds a second record"


def signoff_rows(mirror: Mirror, desk: Desk) -> list[list[Cell]]:
    """All rows of the box."""
    rows: list[list[Cell]] = []
    for each in criteria(mirror.checklist, mirror.state, mirror.sight, desk.now):
        sign, role = _SIGNS[each.word]
        rows.append([cell(sign, 1, role), cell(each.word, 12, role), cell(each.title, 40),
                     cell(each.detail, None, "muted")])  # fmt: skip
    for title, why in _skipped(mirror):
        rows.append([cell("↷", 1, "warn"), cell("skipped", 12, "warn"), cell(title, 40),
                     cell(why, None, "muted")])  # fmt: skip
    for name in mirror.checklist.signoff.fields:
        filled = mirror.state.signoff.get(name)
        text = f"{filled.text} ({filled.by})" if filled else "to be filled"
        mark: tuple[str, Role] = ("✓", "ok") if filled else ("○", "muted")
        rows.append([cell(mark[0], 1, mark[1]), cell("field", 12, "muted"), cell(name, 40),
                     cell(text, None, "text" if filled else "muted")])  # fmt: skip
    return rows


def _skipped(mirror: Mirror) -> list[tuple[str, str]]:
    records = [(item, mirror.state.item(item.id).record) for _, _, item in
               mirror.checklist.leaves()]  # fmt: skip
    return [(item.title, record.note) for item, record in records if record.status == "skipped"]
