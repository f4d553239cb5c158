"""What a report is made of, before it is Markdown or HTML: headings, tables, plots.

Every text in here is foreign: nothing is markup yet. The renderers clean and escape it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final, Literal

from golive_tui.report.past import Past

LONGEST: Final = 4000
"""Characters of one line of foreign text that a renderer shows."""

Tone = Literal["good", "bad", "wait", "plain"]


@dataclass(frozen=True, slots=True)
class Word:
    """A word that says how something stands; its tone only underlines it."""

    text: str
    tone: Tone = "plain"


Cell = str | Word


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of level 2 or 3; level 1 is the document's title."""

    level: int
    text: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph."""

    text: str


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under a head; an empty head is for pairs of a name and a value."""

    head: tuple[str, ...]
    rows: Sequence[Sequence[Cell]]


@dataclass(frozen=True, slots=True)
class Plot:
    """A probe's latency and uptime over the launch, where plots can be drawn; `live_at` is T0."""

    title: str
    past: Past
    live_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Fold:
    """Something long, folded away where that can be done."""

    summary: str
    table: Table


Block = Heading | Paragraph | Table | Plot | Fold


@dataclass(frozen=True, slots=True)
class Document:
    """A whole report."""

    title: str
    blocks: tuple[Block, ...]


def when(at: datetime | None) -> str:
    """`2026-11-24 12:00:05 UTC`; a dash for never."""
    return f"{at:%Y-%m-%d %H:%M:%S} UTC" if at is not None else "-"
