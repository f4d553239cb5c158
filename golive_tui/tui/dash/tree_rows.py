"""A row of the tree as cells: mark, title, and on the right what is known of it, in columns.

The right side is the same width in all rows of one tree, so that counts, owners and times stand
under each other: `word owner what` for items, `bar count detail` for headings.
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from golive_tui.checklist.model import Contact, Item, Measure, Objective, Phase, Trigger
from golive_tui.launch.distance import WORDS, Distance, breach_time, distance, how_far
from golive_tui.launch.item_state import ItemState
from golive_tui.launch.measures import bound, shown_value
from golive_tui.launch.objectives import objective_status
from golive_tui.launch.state import Attempt
from golive_tui.launch.verdicts import said_of
from golive_tui.text import plural
from golive_tui.tui.dash.find import owner_of
from golive_tui.tui.dash.outline import Node
from golive_tui.tui.dash.standing import Seen, Standing
from golive_tui.tui.frame.running import how_it_stands
from golive_tui.tui.frame.words import show_every, when
from golive_tui.tui.ground.content import Cell, cell
from golive_tui.tui.ground.glyphs import GLYPHS, Role, bar

PENDING: Final = "…"
_ROOMY: Final = 12
"""Cells of `what` from which more than a time or a value is said."""
_WORDS: Final[Mapping[str, str]] = {"run": "doing"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Columns:
    """Widths in cells. `what` 0: there is no room for it."""

    indent: int
    word: int
    owner: int
    what: int

    @property
    def right(self) -> int:
        """All that stands right of the title, gaps included."""
        return self.word + 1 + self.owner + (1 + self.what if self.what else 0)


def columns(width: int) -> Columns:
    """The columns of a tree that wide."""
    if width >= 110:
        return Columns(indent=2, word=6, owner=9, what=34)
    if width >= 84:
        return Columns(indent=2, word=5, owner=8, what=22)
    if width >= 72:
        return Columns(indent=1, word=5, owner=7, what=15)
    if width >= 60:
        return Columns(indent=1, word=5, owner=7, what=7)
    return Columns(indent=1, word=6, owner=8, what=0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Showing:
    """All that the rows of a tree are made from."""

    seen: Seen
    standing: Mapping[str, Standing]
    folded: Collection[str]
    pending: Callable[[str], bool]


def row(node: Node, showing: Showing, width: int) -> list[Cell]:
    """The cells of one row; together they fill `width` with gaps of one cell."""
    sizes = columns(width)
    standing = showing.standing[node.key]
    left = [_indent(node, sizes)] if node.depth else []
    if node.children:
        return [*left, *_heading(node, standing, showing, sizes)]
    return [*left, *_leaf(node, standing, showing, sizes)]


def _indent(node: Node, sizes: Columns) -> Cell:
    # The gap between cells is the last cell of the indent.
    return cell("", node.depth * sizes.indent - 1)


def _heading(node: Node, standing: Standing, showing: Showing, sizes: Columns) -> list[Cell]:
    fold = GLYPHS["fold" if node.key in showing.folded else "open"].unicode
    title = cell(node.title, None, "muted" if _quiet(node, standing) else "text",
                 bold=node.kind == "stage")  # fmt: skip
    if not standing.whole:
        return [cell(fold, 1, "muted"), title, cell("", sizes.right)]
    wide = sizes.right >= 28
    barred = min(10, max(4, sizes.right - 22)) if wide else 0
    role: Role = "ok" if standing.finished else "muted"
    counted = cell(f"{standing.done}/{standing.whole}", 7 if wide else 6, role, align="right")
    rest = sizes.right - counted.width - 1 if counted.width else 0
    parts = [cell(fold, 1, "muted"), title]
    if barred:
        parts.append(cell(bar(standing.done, standing.whole, barred), barred, role))
        rest -= barred + 1
    return [*parts, counted, _detail(standing, showing.seen.now, rest)]


def _quiet(node: Node, standing: Standing) -> bool:
    return standing.finished or (node.rollback and not standing.begun)


def _detail(standing: Standing, now: datetime, width: int) -> Cell:
    """What is wanting under a heading, or when it was finished."""
    short = width < _ROOMY - 2
    if standing.failed:
        return cell(f"✗ {standing.failed}{'' if short else ' failed'}", width, "bad", bold=True)
    if standing.stale:
        return cell(f"◇ {standing.stale}{'' if short else ' stale'}", width, "warn")
    if standing.unclear:
        return cell(f"? {standing.unclear}{'' if short else ' unclear'}", width, "warn")
    if standing.checking:
        at_work = f"{standing.checking}" if short else plural(standing.checking, "check")
        return cell(f"► {at_work}", width, "run")
    if standing.finished:
        at = f" {when(standing.last_at, now)}" if standing.last_at else ""
        skipped = f" · {standing.skipped} skipped" if standing.skipped and not short else ""
        return cell(f"✓{at or ' done'}{skipped}", width, "ok")
    if standing.doing:
        return cell(f"► {standing.doing}{'' if short else ' doing'}", width, "run")
    return cell("", width)


def _leaf(node: Node, standing: Standing, showing: Showing, sizes: Columns) -> list[Cell]:
    sign = GLYPHS[standing.mark]
    waits = showing.pending(node.ref)
    mark = cell(PENDING if waits else sign.unicode, 1, sign.role, bold=sign.bold)
    quiet = node.kind == "item" and standing.status in ("passed", "skipped")
    title = cell(node.title, None, "muted" if quiet else "text",
                 bold=standing.status in ("failed", "doing"))  # fmt: skip
    return [mark, title, *_right(node, standing, showing.seen, sizes)]


def _right(node: Node, standing: Standing, seen: Seen, sizes: Columns) -> list[Cell]:
    match node.subject:
        case Item() as item:
            return _item(node, item, standing, seen, sizes)
        case Phase() as phase:
            return _phase(phase, standing, sizes)
        case Objective() as objective:
            status = objective_status(objective, seen.sight, seen.now)
            word = {"met": "met", "not met": "NOT MET"}.get(status.word, status.word)
            value = _value(objective.measure, status.value, objective.title, sizes)
            return _merged(word, _said(status.why, value, sizes), standing.mark, sizes)
        case Trigger() as trigger:
            found = distance(trigger, seen.state, seen.sight, seen.now)
            return _merged(WORDS[found.sense], _gauge(found, sizes), standing.mark, sizes)
        case Contact() as contact:
            text = contact.name if contact.filled else f"not filled: {contact.name}"
            return [cell(text, sizes.right, "text" if contact.filled else "warn")]
        case str() as field:
            filled = seen.state.signoff.get(field)
            return [cell(filled.text if filled else "to be filled", sizes.right,
                         "text" if filled else "muted")]  # fmt: skip
        case _:
            return [cell("", sizes.right)]


def _value(measure: Measure, value: float | None, title: str, sizes: Columns) -> str:
    shown = shown_value(measure, value, title)
    return f"{shown}, {bound(measure, title)}" if sizes.what >= _ROOMY + 6 else shown


def _gauge(found: Distance, sizes: Columns) -> str:
    """`2.1 / 5.0 %  0:45 / 5:00`; the value alone where there is no room for both."""
    lasted = breach_time(found)
    both = f"{how_far(found)}  {lasted}"
    return both if lasted and len(both) <= sizes.what else how_far(found)


def _said(why: str, value: str, sizes: Columns) -> str:
    """Why there is no verdict where there is room for it, else the value."""
    if not why:
        return value
    return why if sizes.what >= _ROOMY else ""


def _item(node: Node, item: Item, standing: Standing, seen: Seen, sizes: Columns) -> list[Cell]:
    sign = GLYPHS[standing.mark]
    role = sign.role
    known = seen.state.item(node.ref)
    record = known.record
    step = seen.state.step(node.ref)
    if step.open is not None:
        return _running(step.open, seen, sizes)
    word = cell(_WORDS.get(standing.mark, sign.word), sizes.word, role, bold=sign.bold)
    has_it = record.by if standing.done else owner_of(node, seen.state) or record.by
    owner = cell(has_it, sizes.owner, "muted")
    if not sizes.what:
        return [word, owner]
    if step.status == "unknown" and not standing.done:
        return [word, owner, cell("? unknown: r", sizes.what, "warn", bold=True)]
    if (told := told_by_checks(known, standing.mark)) is not None:
        return [word, owner, cell(told, sizes.what, role)]
    if record.status == "open":
        waits = item.after_go_live and seen.state.went_live_at is None
        hint = "after go-live" if waits else _hint(item)
        return [word, owner, cell(hint, sizes.what, "muted")]
    at = when(record.at, seen.now) if record.at else ""
    proof = next((each.text for each in record.evidence), "")
    said = f"{at} {record.note or proof}".strip() if sizes.what >= _ROOMY else at
    tone: Role = "muted" if record.status == "passed" else role
    return [word, owner, cell(said, sizes.what, tone)]


def told_by_checks(known: ItemState, mark: str) -> str | None:
    """What is said of an item whose checks are at work, could not tell, or are contradicted."""
    machine = known.machine
    if known.checking is not None:
        return f"verifying, asked by {known.checking.by}"
    if machine is None:
        return None
    if mark == "against":
        return f"check says {said_of(machine)}"
    return said_of(machine) if mark in ("unclear", "error", "doubt") else None


def _running(attempt: Attempt, seen: Seen, sizes: Columns) -> list[Cell]:
    """A step at work: `run  ana  running 0:41`."""
    sign = GLYPHS["run"]
    word = cell(sign.word, sizes.word, sign.role, bold=True)
    said = how_it_stands(attempt, seen.state, seen.now)
    if sizes.what < _ROOMY:  # the time alone, over both columns where there is none for it
        said = said.rpartition(" ")[2]
    if not sizes.what:
        return [word, cell(said, sizes.owner, "run", bold=True)]
    return [word, cell(attempt.by, sizes.owner, "muted"),
            cell(said, sizes.what, "run", bold=True)]  # fmt: skip


def _hint(item: Item) -> str:
    """How an untouched item will be answered."""
    if item.step is not None:
        return f"$ {' '.join(item.step.run)}"
    return f"check {', '.join(each.kind for each in item.checks)}" if item.checks else ""


def _phase(phase: Phase, standing: Standing, sizes: Columns) -> list[Cell]:
    sign = GLYPHS[standing.mark]
    word = cell(sign.word, sizes.word, sign.role, bold=sign.bold, inverse=sign.inverse)
    rounds = cell(f"{standing.done}/{standing.whole}", sizes.owner, "muted")
    if not sizes.what:
        return [word, rounds]
    if standing.failed:
        return [word, rounds, cell(f"{standing.failed} missed", sizes.what, "bad")]
    every = f"{plural(phase.rounds, 'round')}, every {show_every(phase.every)}"
    return [word, rounds, cell(every, sizes.what, "muted")]


def _merged(word: str, value: str, mark: str, sizes: Columns) -> list[Cell]:
    """A long word over the columns of word and owner, and a value."""
    sign = GLYPHS[mark]
    wide = sizes.word + 1 + sizes.owner
    first = cell(word, wide, sign.role, bold=sign.bold)
    return [first, cell(value, sizes.what, "muted")] if sizes.what else [first]
