"""The frame's lines: tabs in a narrow terminal, banner, crumbs with the notice, keys."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from rich.cells import cell_len
from textual.strip import Strip
from textual.timer import Timer

from golive_tui.client.mirror import Mirror
from golive_tui.launch.progress import progress
from golive_tui.launch.readiness import readiness
from golive_tui.launch.rounds import timer
from golive_tui.launch.verifying import under_way
from golive_tui.text import plural
from golive_tui.tui.desk import Changes, Desk
from golive_tui.tui.frame.event_rows import event_row
from golive_tui.tui.frame.modes import MODES
from golive_tui.tui.frame.ready import light
from golive_tui.tui.frame.running import running
from golive_tui.tui.frame.trips import trips
from golive_tui.tui.ground.content import Cell, cell, strip
from golive_tui.tui.ground.glyphs import Role
from golive_tui.tui.ground.keys import Action, shown_key
from golive_tui.tui.ground.rows import Rows
from golive_tui.tui.views.rows import folded

_ROOMY: Final = 100
"""Cells of the crumbs from which a key has room beside them."""
_MOST_ROWS: Final = 3
"""Rows of a loud notice in a narrow terminal: what to do stands at its end."""
NOTICE_STAYS: Final = 8.0
"""Real seconds that a notice is shown."""


class Line(Rows):
    """One row of the frame."""

    DEFAULT_CSS = """
    Line { height: 1; width: 1fr; }
    """


class Tabs(Line):
    """`▐1 Checklist 72/120▌ 2 Probes 13/16  3 Timer 4/24 ...`: which view, and what is behind."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(id="tabs")
        self.desk = desk
        self.current = MODES[0].id

    def show(self, current: str) -> None:
        """That view is in front."""
        self.current = current
        self.sync()

    def changed(self, changes: Changes) -> None:
        """The counts."""
        self.sync()

    def build(self, y: int, width: int) -> Strip:
        """The one row."""
        cells: list[Cell] = []
        for mode in MODES:
            here = mode.id == self.current
            text = f" {mode.key} {mode.title} {self._count(mode.id)}".rstrip() + " "
            cells.append(cell(text, 0, "text" if here else "muted", bold=here, inverse=here))
        return strip(cells, width, self.roles, "")

    def _count(self, mode: str) -> str:
        mirror = self.desk.mirror
        if mirror is None:
            return ""
        if mode == "dash":
            sums = progress(mirror.checklist, mirror.state)
            return f"{sums.done}/{sums.items}"
        if mode == "probes":
            verdicts = [mirror.state.probe(name).verdict for name in mirror.checklist.probes]
            return f"{verdicts.count('ok')}/{len(verdicts)}"
        if mode == "timer":
            timing = timer(mirror.checklist.watch, mirror.state, self.desk.now)
            return f"{timing.round}/{timing.of}" if timing.of else ""
        if mode == "run":
            at_work = running(mirror.checklist, mirror.state)
            return f"► {len(at_work)}" if at_work else ""
        return ""


class Banner(Line):
    """What must not be overlooked while it lasts: nothing can be recorded, the file has changed."""

    DEFAULT_CSS = """
    Banner { display: none; }
    Banner.-open { display: block; }
    """

    def __init__(self, desk: Desk) -> None:
        super().__init__(id="banner")
        self.desk = desk
        self._ticks = False

    def changed(self, changes: Changes) -> None:
        """Come or go."""
        self.set_class(bool(self._said()[0]), "-open")
        self.sync()

    def tick(self) -> None:
        """A countdown on it."""
        if self._ticks:
            self.sync()

    def build(self, y: int, width: int) -> Strip:
        """The one row."""
        text, role = self._said()
        return strip([cell(f" {text}", None, role, bold=True, inverse=True)], width, self.roles)

    def _said(self) -> tuple[str, Role]:
        mirror = self.desk.mirror
        if mirror is None:
            return "", "text"
        if mirror.engine.unwritable:
            return f"NOTHING CAN BE RECORDED: {mirror.engine.unwritable}", "bad"
        told = trips(mirror, self.desk.now)
        self._ticks = any(each.ticks for each in told)
        found = [
            (each.brief if beside else each.sentence, each.role) for beside, each in enumerate(told)
        ]
        found += [*_rollback(mirror), *_overrides(mirror)]
        if mirror.engine.changed_checklist:
            found.append(("the checklist file has changed: K shows how, and takes it in", "warn"))
        return (" · ".join(text for text, _ in found), found[0][1]) if found else ("", "text")


def _title(mirror: Mirror, item_id: str) -> str:
    item = mirror.checklist.item(item_id)
    return item.title if item else item_id


def _rollback(mirror: Mirror) -> list[tuple[str, Role]]:
    """How the newest rollback stands: it stays until another one begins."""
    back = mirror.state.rollback
    if back is None:
        return []
    if back.status == "running":
        since = f"since {back.requested_at:%H:%M}Z by {back.by}"
        steps = plural(len(back.steps), "step")
        return [(f"ROLLBACK RUNNING {since}: {steps}, 4 shows them", "bad")]
    if back.status == "rolled_back":
        at = f" at {back.ended_at:%H:%M}Z" if back.ended_at else ""
        return [(f"ROLLED BACK{at}: look at the probes, then tell the people of view 6", "warn")]
    why = f": {back.detail}" if back.detail else ""
    failed = f"ROLLBACK FAILED at {_title(mirror, back.failed_step)}{why}"
    return [(f"{failed} · next: 4 shows it, r runs it again, ctrl+r all", "bad")]


def _overrides(mirror: Mirror) -> list[tuple[str, Role]]:
    """Gates that somebody went on against and has not answered for."""
    found: list[tuple[str, Role]] = []
    for gate in mirror.checklist.gates:
        stands = mirror.state.gate(gate.id)
        if stands.overridden:
            said = f"{gate.title} OVERRIDDEN by {stands.overridden_by}: {stands.reason} · p"
            found.append((said, "warn"))
    return found


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """One sentence, and how loud."""

    text: str
    tone: Role

    @property
    def loud(self) -> bool:
        """Whether it must be read to its end."""
        return self.tone in ("bad", "warn")


class Crumbs(Line):
    """Where one is; for a while the last notice instead."""

    def __init__(self, desk: Desk, where: Callable[[], str]) -> None:
        super().__init__(id="crumbs")
        self.desk = desk
        self._where = where
        self.notice: Notice | None = None
        self._timer: Timer | None = None

    def say(self, text: str, tone: Role) -> None:
        """Show a notice, until another one comes or it has been there long enough."""
        self.notice = Notice(text=text, tone=tone)
        if self._timer is not None:
            self._timer.stop()
        self._timer = self.set_timer(NOTICE_STAYS, self.clear)
        self._fit()

    def clear(self) -> None:
        """The crumbs again."""
        self.notice = None
        self._fit()

    def on_resize(self) -> None:
        """As many rows as the notice needs in another width."""
        self._fit()

    def _fit(self) -> None:
        self.styles.height = max(len(self._said(self.size.width)), 1)
        self.sync()

    def _said(self, width: int) -> list[str]:
        """The notice, on more rows than one only if it is loud; none without one."""
        if self.notice is None:
            return []
        if not self.notice.loud:
            return [self.notice.text]
        lines = folded(self.notice.text, max(width - 1, 1))
        last = _MOST_ROWS - 1
        return [*lines[:last], " ".join(lines[last:])] if lines[last:] else lines

    def build(self, y: int, width: int) -> Strip:
        """Where one is, on one row; or the notice, on as many as it needs."""
        if self.notice is not None:
            lines = self._said(width)
            line = lines[y] if y < len(lines) else ""
            said = cell(f" {line}", None, self.notice.tone, bold=self.notice.loud)
            return strip([said], width, self.roles)
        if y:  # about to go: the notice that stood there is over
            return strip([cell("")], width, self.roles)
        right = [*self._verifying(), *self._ready(), cell("")]
        newest = self._newest() if self.screen.has_class("-narrow") else None
        if newest is not None and not self.screen.has_class("-tall"):
            return strip([cell(""), *newest, *right], width, self.roles)
        refused = self.desk.watching
        if refused:
            right.insert(0, cell(refused, min(cell_len(refused), width // 2), "warn"))
        return strip([cell(f" {self._where()}", None, "muted"), *right], width, self.roles)

    def _ready(self) -> list[Cell]:
        """Whether the launch could be rolled back: seen from every view."""
        mirror = self.desk.mirror
        if mirror is None:
            return []
        return [light(readiness(mirror.checklist, mirror.state, attended=self.desk.linked.up))]

    def _verifying(self) -> list[Cell]:
        """How far the checks under way have got: it changes with each answer, never by itself."""
        at_work = under_way(self.desk.mirror.state) if self.desk.mirror else None
        if at_work is None:
            return []
        keys = "" if self.desk.watching or self.size.width < _ROOMY else " · . calls off"
        said = f"verifying {at_work.done}/{at_work.of}{keys}"
        return [cell(said, 0, "run", bold=True), cell("")]

    def _newest(self) -> list[Cell] | None:
        """The newest event: there is no room for a panel of them."""
        mirror = self.desk.mirror
        if mirror is None or not mirror.events or self.desk.watching:
            return None
        return event_row(mirror.events[-1], mirror.checklist, self.desk.now)


class KeysLine(Line):
    """The keys that hold here: as many as fit, the way out always."""

    def __init__(self) -> None:
        super().__init__(id="keys")
        self.actions: Sequence[Action] = ()
        self.quiet = False
        """Grey out what changes the launch: it would be refused."""

    def show(self, actions: Sequence[Action], *, quiet: bool) -> None:
        """These actions, in their order."""
        self.actions, self.quiet = tuple(actions), quiet
        self.sync()

    def build(self, y: int, width: int) -> Strip:
        """The one row."""
        cells = [cell("", 0)]
        for each in fitting(hints(self.actions), width - 1):
            off = self.quiet and each.writes
            cells.append(cell(each.key, 0, "muted" if off else "run", bold=not off))
            cells.append(cell(f"{each.label} ", 0, "muted"))
        return strip(cells, width, self.roles)


@dataclass(frozen=True, slots=True, kw_only=True)
class Hint:
    """A key and its label."""

    key: str
    label: str
    writes: bool = False

    @property
    def width(self) -> int:
        """Cells that it takes, with the gap after it."""
        return len(self.key) + len(self.label) + 3


VIEWS: Final = Hint(key=f"{MODES[0].key}-{MODES[-1].key}", label="views")


def hints(actions: Sequence[Action]) -> list[Hint]:
    """What the line says of these actions; the last two are help and the way out."""
    said = [
        Hint(key=shown_key(each.keys[0]), label=each.label, writes=each.danger != "none")
        for each in actions
        if each.label
    ]
    return [*said[:-2], VIEWS, *said[-2:]]


def fitting(hints: Sequence[Hint], width: int) -> list[Hint]:
    """As many as `width` holds; the last two always stay."""
    shown = list(hints)
    while len(shown) > 2 and sum(each.width for each in shown) > width:
        del shown[-4 if len(shown) > 3 else -3]
    return shown
