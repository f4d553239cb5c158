"""The strip that never scrolls away: where we are, what is next, what is wrong.

Four rows where there is room (names, then tiles of label, value and detail), else two. What is
told is decided in look.py; here it gets its place.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from golive_tui.clock import real_now
from golive_tui.tui.desk import Changes, Desk
from golive_tui.tui.frame.link_words import LinkWords, link_words
from golive_tui.tui.frame.look import Look, Tile, look
from golive_tui.tui.frame.slots import Slot, Slots
from golive_tui.tui.ground.content import Cell, cell

TALL: Final = 4
"""Rows of the strip in a tall terminal."""
_LEAST: Final = (12, 18, 15, 13, 18, 13)
"""Cells that the tiles need at least, in their order."""
_WANTED: Final = (14, 31, 24, 32, 36, 14)
"""Cells beyond which a tile gains nothing."""
_CLOCK_FROM: Final = 72
"""Cells of a short strip from which the time of day has room beside the target."""
_PEOPLE: Final = 38
"""Cells kept for who steers, and for the words when the engine is lost."""


class StatusStrip(Slots):
    """The strip; height 4 or 2 by its style."""

    DEFAULT_CSS = """
    StatusStrip { height: 4; width: 1fr; }
    """

    def __init__(self, desk: Desk) -> None:
        super().__init__(id="strip")
        self.desk = desk

    def changed(self, changes: Changes) -> None:
        """Anything may be on the strip."""
        self.sync()

    def tick(self, now: datetime) -> None:
        """The clock."""
        self.sync()

    def slots(self, width: int) -> Sequence[Slot]:
        """At that width, and at the height that there is."""
        mirror = self.desk.mirror
        link = link_words(self.desk.linked, self.desk.silent_for, real_now())
        if mirror is None:
            said = cell(link.text or "connecting to the engine…", None, "muted")
            return [Slot(x=1, y=0, width=max(width - 1, 0), cells=(cell("golive"), said))]
        shown = look(mirror, self.desk.now, self.desk.helm_user)
        if self.content_size.height >= TALL:
            return [*_names(shown, link, width), *_tiles(shown, link, width)]
        return _short(shown, link, width)


def _target(shown: Look) -> Cell:
    loud = shown.target_role == "prod"
    return cell(f" {shown.target} " if loud else shown.target, 0, shown.target_role, bold=True)


def _title_slots(shown: Look, room: int) -> list[Slot]:
    """`golive  TITLE → TARGET  REHEARSAL` in `room` cells; the target is never cut."""
    target = _target(shown)
    rest = (cell(shown.rehearsal, 0, "warn", bold=True),) if shown.rehearsal else ()
    taken = len(target.text) + (len(shown.rehearsal) + 2 if rest else 0) + 3
    title = max(4, min(len(shown.title), room - taken))
    named = cell(shown.title, title, "text", bold=True)
    cells = (named, cell("→", 1, "muted"), target, *((cell(""), *rest) if rest else ()))
    return [Slot(x=1, y=0, width=room, cells=cells)]


def _title_width(shown: Look) -> int:
    """What title, target and rehearsal take when nothing is cut."""
    target = len(_target(shown).text)
    return len(shown.title) + target + 3 + (len(shown.rehearsal) + 2 if shown.rehearsal else 0)


def _names(shown: Look, link: LinkWords, width: int) -> list[Slot]:
    clock = len(shown.clock)
    room = min(_title_width(shown), width - clock - _PEOPLE - 5)
    people = width - room - clock - 5
    return [
        *_title_slots(shown, room),
        Slot(x=room + 2, y=0, width=people, cells=(_people(shown, link, people),)),
        Slot(x=width - clock - 1, y=0, width=clock, cells=(_clock(shown, link),)),
    ]


def _people(shown: Look, link: LinkWords, width: int) -> Cell:
    if link.text:
        return cell(link.text, width, "bad", bold=True, align="right", inverse=False)
    return cell(shown.people, width, "muted", align="right")


def _clock(shown: Look, link: LinkWords) -> Cell:
    # Where seconds tick elsewhere on the strip, these do not: each tick is bytes on the wire.
    text = f"{shown.clock[:5]}Z" if shown.live and not link.stale else shown.clock
    return cell(text, len(shown.clock), "muted", align="right")


def _tiles(shown: Look, link: LinkWords, width: int) -> list[Slot]:
    sizes = _sizes(width - 2)
    slots: list[Slot] = []
    x = 1
    for tile, size in zip(_with_link(shown, link), sizes, strict=True):
        slots += [
            Slot(x=x, y=1, width=size, cells=(cell(tile.label, size, "muted"),)),
            Slot(x=x, y=2, width=size, cells=(_value(tile),)),
            Slot(x=x, y=3, width=size, cells=(cell(tile.detail, size, "muted"),)),
        ]
        x += size + 2
    return sorted(slots, key=lambda slot: (slot.y, slot.x))


def _value(tile: Tile) -> Cell:
    text = f" {tile.value} " if tile.inverse else tile.value
    return cell(text, 0, tile.role, bold=tile.bold, inverse=tile.inverse)


def _with_link(shown: Look, link: LinkWords) -> list[Tile]:
    """The tiles; without a living engine the decision gives way to STALE, and the rest is grey."""
    if not link.stale:
        return list(shown.tiles)
    grey = [
        Tile(label=tile.label, value=tile.value, detail=tile.detail, role="muted")
        for tile in shown.tiles
    ]
    grey[3] = Tile(label="DECISION", value=link.stale, detail="as last heard", role="bad",
                   bold=True, inverse=True)  # fmt: skip
    return grey


def _sizes(width: int) -> list[int]:
    """Widths of the six tiles, with two cells between them."""
    room = width - 2 * (len(_LEAST) - 1) - sum(_LEAST)
    sizes = list(_LEAST)
    wants = [wanted - least for wanted, least in zip(_WANTED, _LEAST, strict=True)]
    for index, want in enumerate(wants):
        share = min(want, room * want // max(sum(wants), 1))
        sizes[index] += max(share, 0)
    return sizes


def _short(shown: Look, link: LinkWords, width: int) -> list[Slot]:
    """Two rows: `title → TARGET  T+  decision  alarms  clock`, `phase  next  worst`."""
    launch, phase, coming, decided, worst, alarms = _with_link(shown, link)
    clock = _clock(shown, link)
    right = [
        (max(len(launch.value), 11), _value(launch)),
        (max(len(decided.value) + 2, 8), _value(decided)),
        (12 if alarms.inverse else 0, _value(alarms)),
        (len(shown.clock) if width >= _CLOCK_FROM else 0, clock),
    ]
    x = width - 1
    slots: list[Slot] = []
    for size, part in reversed([each for each in right if each[0]]):
        x -= size
        slots.append(Slot(x=x, y=0, width=size, cells=(part,)))
        x -= 2
    first = [*_title_slots(shown, max(x - 1, 10)), *reversed(slots)]
    if link.text:
        said = cell(link.text, None, "bad", bold=True)
        return [*first, Slot(x=1, y=1, width=width - 2, cells=(said,))]
    left = (width - 2) * 5 // 9
    loud = (cell(phase.label.lower(), 0, phase.role, bold=True, inverse=True),)
    named = (*(loud if phase.inverse else ()), cell(phase.value, None, phase.role))
    phase_cells = (*named, cell(shown.round), _value(coming))
    worst_cells = (cell("worst", 0, "muted"), _value(worst), cell(worst.detail, None, "muted"))
    return [
        *first,
        Slot(x=1, y=1, width=left, cells=phase_cells),
        Slot(x=left + 3, y=1, width=width - left - 4, cells=worst_cells),
    ]
