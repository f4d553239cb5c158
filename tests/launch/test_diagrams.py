"""The page of the docs is what the tables say."""

import os
from pathlib import Path

from golive_tui.launch.diagrams import diagram, page
from golive_tui.launch.moves import ITEM_MOVES

PAGE = Path(__file__).resolve().parents[2] / "docs" / "moves.md"


def test_every_move_is_an_arrow() -> None:
    drawn = diagram(ITEM_MOVES.items(), "open")
    for (before, act), after in ITEM_MOVES.items():
        [arrow] = [line for line in drawn.splitlines() if f" {before} --> {after}:" in line]
        assert act in arrow.split(": ")[1].split(", ")


def test_the_page_is_true() -> None:
    """GOLIVE_WRITE_DOCS=1 writes it anew."""
    if os.environ.get("GOLIVE_WRITE_DOCS"):
        PAGE.write_text(page())
    assert PAGE.read_text() == page()
