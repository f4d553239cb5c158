"""The dialogs for one item: pass, fail, skip, start, reopen, note, assign; and one for a field.

Each is None, with the reason as a notice, where the moment does not allow it.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Final

from golive_tui.checklist.model import Item
from golive_tui.launch import commands as c
from golive_tui.launch.events import Answer, ItemRecord
from golive_tui.launch.moves import ItemAct, item_after
from golive_tui.launch.verdicts import contradicts, said_of
from golive_tui.tui.desk import Desk
from golive_tui.tui.frame.words import when
from golive_tui.tui.ground.dialog import Dialog, Field, at_least

WIDTH: Final = 66
LEAST_REASON: Final = 3
"""Letters of a reason: enough to say something, few enough for "n/a"."""

Values = Mapping[str, str]


def pass_item(desk: Desk, item: Item) -> Dialog | None:
    """Asks for what the pass rests on."""

    def send(values: Values) -> None:
        desk.do(c.PassItem(item=item.id, note=values["note"], link=values["link"]), item.id)

    against = _set_aside(desk, item, "passed")
    note = (
        Field(name="note", label="because", placeholder="why it is so all the same",
              refuse=at_least(LEAST_REASON))
        if against
        else Field(name="note", label="note", placeholder="what you saw")
    )  # fmt: skip
    fields = (note, Field(name="link", label="link", placeholder="evidence that others can open"))
    return _dialog(
        desk, item, c.PassItem, act="pass", fields=fields, send=send, hint="enter passes"
    )


def fail_item(desk: Desk, item: Item) -> Dialog | None:
    """Asks what was wrong."""

    def send(values: Values) -> None:
        desk.do(c.FailItem(item=item.id, note=values["note"], link=values["link"]), item.id)

    fields = (
        Field(name="note", label="what is wrong", refuse=at_least(LEAST_REASON)),
        Field(name="link", label="link"),
    )
    return _dialog(
        desk, item, c.FailItem, act="fail", fields=fields, send=send, hint="enter marks it failed"
    )


def skip_item(desk: Desk, item: Item) -> Dialog | None:
    """Asks for the reason."""

    def send(values: Values) -> None:
        desk.do(c.SkipItem(item=item.id, reason=values["reason"]), item.id)

    fields = (
        Field(
            name="reason",
            label="reason",
            placeholder="it is signed and stays in the record",
            refuse=at_least(LEAST_REASON),
        ),
    )
    return _dialog(desk, item, c.SkipItem, act="skip", fields=fields, send=send, hint="enter skips")


def start_item(desk: Desk, item: Item) -> Dialog | None:
    """Asks for nothing but enter."""

    def send(values: Values) -> None:
        desk.do(c.StartItem(item=item.id, note=values["note"]), item.id)

    fields = (Field(name="note", label="note"),)
    return _dialog(
        desk,
        item,
        c.StartItem,
        act="start",
        fields=fields,
        send=send,
        hint="enter takes it in hand",
    )


def reopen_item(desk: Desk, item: Item) -> Dialog | None:
    """Asks why, and takes silence."""

    def send(values: Values) -> None:
        desk.do(c.ReopenItem(item=item.id, note=values["note"]), item.id)

    fields = (Field(name="note", label="why"),)
    return _dialog(
        desk,
        item,
        c.ReopenItem,
        act="reopen",
        fields=fields,
        send=send,
        hint="enter opens it again",
    )


def note_item(desk: Desk, item: Item) -> Dialog | None:
    """Asks for the remark."""

    def send(values: Values) -> None:
        desk.do(c.NoteItem(item=item.id, text=values["text"]), item.id)

    fields = (Field(name="text", label="note", refuse=at_least(1)),)
    return _dialog(desk, item, c.NoteItem, act=None, fields=fields, send=send, hint="enter adds it")


def assign_item(desk: Desk, item: Item) -> Dialog | None:
    """Asks for the owner; an empty one is the checklist's."""
    mirror = desk.mirror
    owner = mirror.state.item(item.id).owner if mirror else ""

    def send(values: Values) -> None:
        desk.do(c.AssignItem(item=item.id, owner=values["owner"]), item.id)

    given = f"empty: {item.owner}, as the checklist says" if item.owner else "empty: nobody"
    fields = (Field(name="owner", label="owner", value=owner, placeholder=given),)
    return _dialog(
        desk, item, c.AssignItem, act=None, fields=fields, send=send, hint="enter gives it"
    )


def fill_field(desk: Desk, field: str) -> Dialog | None:
    """Asks for the text of a field of the sign-off."""
    if not desk.may(c.FillSignoff):
        return None
    filled = desk.mirror.state.signoff.get(field) if desk.mirror else None

    def send(values: Values) -> None:
        desk.do(c.FillSignoff(field=field, text=values["text"]), field)

    return Dialog(
        f"Sign-off: {field}",
        [f"filled by {filled.by}" if filled else "not filled in yet"],
        (Field(name="text", label=field, value=filled.text if filled else ""),),
        hint="enter fills it in · esc cancel",
        width=WIDTH,
        answered=send,
        id="field-dialog",
    )


_TITLES: Final[Mapping[type[c.Command], str]] = {
    c.PassItem: "Pass",
    c.FailItem: "Fail",
    c.SkipItem: "Skip",
    c.StartItem: "Take in hand",
    c.ReopenItem: "Open again",
    c.NoteItem: "Note on",
    c.AssignItem: "Assign",
}


def _dialog(
    desk: Desk,
    item: Item,
    command: type[c.Command],
    *,
    act: ItemAct | None,
    fields: Sequence[Field],
    send: Callable[[Values], None],
    hint: str,
) -> Dialog | None:
    mirror = desk.mirror
    if not desk.may(command) or mirror is None:
        return None
    record = mirror.state.item(item.id).record
    if act is not None and item.after_go_live and mirror.state.went_live_at is None:
        desk.notice("this can only be answered once the launch is live", "warn")
        return None
    if act is not None and item_after(record.status, act) is None:
        wish = "" if record.status == "open" else "; reopen it first (o)"
        desk.notice(f"it is {record.status}: that cannot follow{wish}", "warn")
        return None
    return Dialog(
        f"{_TITLES[command]}: {item.title}",
        [*_body(item, record, desk), *_both(desk, item, command)],
        fields,
        hint=f"{hint} · esc cancel",
        width=WIDTH,
        answered=send,
        id="item-dialog",
    )


def _set_aside(desk: Desk, item: Item, status: Answer) -> str:
    """What its checks found, where that answer would set it aside; else empty."""
    machine = desk.mirror.state.item(item.id).machine if desk.mirror else None
    return said_of(machine) if machine and contradicts(status, machine.verdict) else ""


def _both(desk: Desk, item: Item, command: type[c.Command]) -> list[str]:
    """A word against a check is kept beside it, and both are shown."""
    answers: Mapping[type[c.Command], Answer] = {c.PassItem: "passed", c.FailItem: "failed"}
    against = _set_aside(desk, item, answers[command]) if command in answers else ""
    if not against:
        return []
    return [f"▲ the check says {against}", "your word is kept beside that, with your name"]


def _body(item: Item, record: ItemRecord, desk: Desk) -> list[str]:
    at = f" {when(record.at, desk.now)}" if record.at else ""
    by = f" by {record.by}" if record.by else ""
    said = f": {record.note}" if record.note else ""
    lines = [f"{record.status}{by}{at}{said}"]
    if item.step is not None:
        lines.append(f"$ {' '.join(item.step.run)}")
    if item.checks:
        kinds = ", ".join(each.kind for each in item.checks)
        lines.append(f"the checklist checks this by {kinds}")
    if item.help:
        lines.append(item.help)
    return lines
