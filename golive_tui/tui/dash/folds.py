"""What is folded: what is finished and what has not begun, unless a hand said otherwise.

Attention goes where the work is: sections that are under way or wanting are open, and so is the
first one that waits; all others are one line with its counts. A fold made by hand stays. What the
cursor is in never folds by itself.
"""

from collections.abc import Collection, Mapping, MutableMapping
from dataclasses import dataclass, field

from golive_tui.tui.dash.outline import Node, Outline
from golive_tui.tui.dash.standing import Standing


@dataclass(slots=True)
class Folds:
    """The folds made by hand: key -> folded."""

    by_hand: MutableMapping[str, bool] = field(default_factory=dict)

    def set(self, key: str, *, folded: bool) -> None:
        """Fold or unfold by hand."""
        self.by_hand[key] = folded

    def set_all(self, outline: Outline, *, folded: bool) -> None:
        """Fold every stage, or unfold everything."""
        self.by_hand.clear()
        for node in outline.walk():
            if node.children and (not folded or node.kind == "stage"):
                self.by_hand[node.key] = folded

    def forget(self) -> None:
        """Back to folding by itself."""
        self.by_hand.clear()

    def folded(
        self, outline: Outline, standing: Mapping[str, Standing], within: Collection[str] = ()
    ) -> frozenset[str]:
        """The keys of all folded nodes; `within` is the path of the cursor."""
        working = _at_work(outline, standing)
        return frozenset(
            node.key
            for node in outline.walk()
            if node.children and self._is_folded(node, standing[node.key], working, within)
        )

    def _is_folded(
        self, node: Node, standing: Standing, working: Collection[str], within: Collection[str]
    ) -> bool:
        if node.key in self.by_hand:
            return self.by_hand[node.key]
        if node.key in within:
            return False
        if node.kind == "group":
            return standing.finished
        return node.key not in working


def _at_work(outline: Outline, standing: Mapping[str, Standing]) -> set[str]:
    """Sections that are under way or wanting, the first that waits, and the stages above them.

    Begun and finished are said of items alone: contacts, rules and figures wait for nobody.
    """
    found: set[str] = set()
    waiting = True
    for node in outline.walk():
        if node.kind != "section":
            continue
        stands = standing[node.key]
        items = [standing[each.key] for each in outline.walk((node.key,)) if each.item]
        unfinished = not all(each.finished for each in items)
        first = waiting and unfinished and not node.rollback
        waiting = waiting and not first
        partly = unfinished and any(each.begun for each in items)
        if stands.wanting or stands.doing or partly or first:
            found.update((node.key, *node.path))
    return found


def visible(outline: Outline, folded: Collection[str]) -> list[str]:
    """Keys of the rows to show, in order."""
    rows: list[str] = []

    def down(keys: tuple[str, ...]) -> None:
        for key in keys:
            rows.append(key)
            if key not in folded:
                down(outline.nodes[key].children)

    down(outline.roots)
    return rows


def nearest(outline: Outline, rows: Collection[str], key: str) -> str:
    """The row to stand on when `key` is hidden: the innermost one above it, else the first."""
    shown = set(rows)
    if key in shown:
        return key
    node = outline.nodes.get(key)
    above = next((each for each in reversed(node.path) if each in shown), None) if node else None
    return above or next(iter(rows), "")
