"""Asking for checks: of an item at once, of many after showing what will be asked of whom.

What sends traffic on purpose is spelled out, and fires only when a word is typed; without it the
check looks without sending it. And calling off what is under way.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from golive_tui.checklist.model import Check, Checklist, Item
from golive_tui.checklist.template import expand
from golive_tui.client.mirror import Mirror
from golive_tui.errors import GoliveError, TemplateError
from golive_tui.launch import commands as c
from golive_tui.launch import verify
from golive_tui.launch.state import LaunchState
from golive_tui.text import plural
from golive_tui.tui.desk import Desk
from golive_tui.tui.dialogs.place import as_lines
from golive_tui.tui.ground.content import Cell
from golive_tui.tui.ground.dialog import Dialog, Field
from golive_tui.tui.views.rows import labelled

WIDTH: Final = 78
ARM: Final = "ARM"
"""What must be typed so that checks which send traffic on purpose may fire."""
_INSIDE: Final = WIDTH - 4

_BARS: Final[Mapping[str, str]] = {
    "is skipped: reopen it first": "skipped",
    "can only be answered once the launch is live": "only once live",
    "is being checked already": "being checked already",
    "stands on a person's word against its check": "on a person's word against the check",
}
"""What `verify.bar` says of one item, as it is said of several."""

Values = Mapping[str, str]


def verify_items(desk: Desk, command: c.VerifyItems, title: str) -> Dialog | None:
    """Asks at once for a single item that sends nothing on purpose; else shows what will be."""
    mirror = desk.mirror
    if mirror is None or not desk.may(c.VerifyItems):
        return None
    try:
        chosen = [each.item for each in verify.request(mirror.checklist, mirror.state, command)]
    except GoliveError as error:
        desk.notice(f"{error.message}; {error.hint}" if error.hint else error.message, "warn")
        return None
    items = [item for _, _, item in mirror.checklist.leaves() if item.id in set(chosen)]
    if len(command.items) == 1 and chosen == list(command.items) and not _armed_checks(items):
        desk.do(command, command.items[0])
        return None
    return _dialog(desk, mirror, command, title, items)


def _armed_checks(items: Sequence[Item]) -> list[tuple[Item, Check]]:
    return [(item, each) for item in items for each in item.checks if is_armed(each)]


def is_armed(check: Check) -> bool:
    """Whether the checklist lets it send traffic on purpose, once a person has confirmed it."""
    return check.settings.get("armed") is True


def call_off(desk: Desk, item: Item | None = None) -> Dialog | None:
    """Asks for nothing but enter, to call off the checks of an item, or all that are under way."""
    mirror = desk.mirror
    if mirror is None or not desk.may(c.CancelChecks):
        return None
    at_work = [key for key, known in mirror.state.items.items() if known.checking is not None]
    named = tuple(key for key in at_work if item is None or key == item.id)
    if not named:
        desk.notice("nothing is being checked", "muted")
        return None

    def send(values: Values) -> None:
        # What has been answered meanwhile is not called off, and is no reason to refuse the rest.
        subjects = () if item is None else named
        desk.do(c.CancelChecks(items=subjects, reason=values["reason"]), item.id if item else "")

    title = item.title if item else f"the checks of {plural(len(named), 'item')}"
    return Dialog(
        f"Call off: {title}",
        ["what has been found stays; of the others no more is known than before"],
        (Field(name="reason", label="reason", placeholder="goes into the record"),),
        hint="enter calls it off · esc lets it run",
        width=WIDTH,
        answered=send,
        id="call-off",
    )


def _dialog(
    desk: Desk, mirror: Mirror, command: c.VerifyItems, title: str, items: Sequence[Item]
) -> Dialog:
    armed = _armed_checks(items)

    def send(values: Values) -> None:
        said = c.VerifyItems(
            items=command.items, stage=command.stage, section=command.section, all=command.all,
            armed=values.get("arm") == ARM,
        )  # fmt: skip
        desk.do(said, command.items[0] if len(items) == 1 and command.items else "")

    rows = [*_asked(mirror, command, items), *_armed(mirror, armed)]
    fields = (
        Field(name="arm", label=f"type {ARM}", placeholder="to send it; empty looks without it",
              refuse=lambda value: "" if value.strip() in ("", ARM) else f"type {ARM}, or nothing"),
    ) if armed else ()  # fmt: skip
    return Dialog(
        f"Verify: {title}",
        as_lines(rows, _INSIDE),
        fields,
        hint=f"enter verifies {plural(len(items), 'item')} · esc: nothing happened",
        width=WIDTH,
        answered=send,
        id="verify",
    )


def _asked(mirror: Mirror, command: c.VerifyItems, items: Sequence[Item]) -> list[list[Cell]]:
    """How many, by what, on which target, and what is left out."""
    kinds = Counter(each.kind for item in items for each in item.checks)
    counted = ", ".join(f"{number} {kind}" for kind, number in kinds.most_common())
    origin = mirror.state.origin
    rows = labelled("asks", f"{plural(kinds.total(), 'check')}: {counted}", _INSIDE)
    rows += labelled("of", f"{origin.target.upper() if origin else '?'}, each once, on fresh "
                     "connections, a few at a time", _INSIDE)  # fmt: skip
    left = left_out(mirror.checklist, mirror.state, command, items)
    return rows + (labelled("left out", left, _INSIDE, "muted") if left else [])


def left_out(
    checklist: Checklist, state: LaunchState, command: c.VerifyItems, items: Sequence[Item]
) -> str:
    """`3 skipped, 1 after go-live`: what has checks there and is not asked now."""
    chosen = {item.id for item in items}
    there = verify.meant(checklist, command)
    bars = Counter(
        verify.bar(state, item, among_many=True)
        for item in there
        if item.checks and item.id not in chosen
    )
    return ", ".join(f"{number} {_BARS.get(why, why)}" for why, number in bars.most_common())


def _armed(mirror: Mirror, armed: Sequence[tuple[Item, Check]]) -> list[list[Cell]]:
    """What would be sent to whom, check by check."""
    if not armed:
        return []
    rows = labelled("▲ sends", "traffic on purpose, if you say so:", _INSIDE, "warn")
    for item, check in armed:
        rows += labelled("", f"{item.title}: {burst(mirror, check)}", _INSIDE, "warn")
    return rows


def burst(mirror: Mirror, check: Check) -> str:
    """`rate_limit: POST https://.../login, up to 60 requests, 5 at a time`."""
    settings = {name: _filled(mirror, value) for name, value in check.settings.items()}
    parts = [f"{settings.get('method', '')} {settings.get('url', '')}".strip()]
    if "requests" in settings:
        parts.append(f"up to {settings['requests']} requests")
    if "concurrency" in settings:
        parts.append(f"{settings['concurrency']} at a time")
    return f"{check.kind}: {', '.join(part for part in parts if part)}"


def _filled(mirror: Mirror, value: object) -> str:
    try:
        return str(expand(value, _Shown(mirror)).value)
    except TemplateError:
        return str(value)


@dataclass(frozen=True, slots=True)
class _Shown:
    """Only what a screen may show: the target's own values; the rest stays as it is written."""

    mirror: Mirror

    def value(self, name: str) -> str | None:
        """The target's value."""
        origin = self.mirror.state.origin
        target = self.mirror.checklist.targets.get(origin.target) if origin else None
        return target.values.get(name) if target else None

    def env(self, name: str) -> str | None:
        """Not known here."""

    def file(self, path: str) -> str | None:
        """Not known here."""

    def command(self, name: str) -> str | None:
        """Not known here."""

    def output(self, step: str, name: str) -> str | None:
        """Not known here."""

    def stand_in(self, name: str) -> str | None:
        """Known only to the engine: named."""
        return f"the stand-in's {name}"
