"""The checklist as a list of rows: folding, finding, and a cursor that stays on its item.

The cursor is an item, not a line: when rows above fold or unfold, it goes along.
"""

from collections.abc import Sequence
from dataclasses import replace

from textual.strip import Strip

from golive_tui.checklist.model import Checklist, Objective, Trigger
from golive_tui.client.mirror import Mirror
from golive_tui.tui.dash.find import Searched, matches, terms, with_headings
from golive_tui.tui.dash.folds import Folds, nearest, visible
from golive_tui.tui.dash.outline import Node, Outline, outline
from golive_tui.tui.dash.standing import Seen, Standing, standings
from golive_tui.tui.dash.tree_rows import Showing, row
from golive_tui.tui.desk import Changes, Desk
from golive_tui.tui.ground.content import strip
from golive_tui.tui.ground.lines import LineList

_NOTHING = Outline(nodes={}, roots=())


class ChecklistTree(LineList):
    """Rows of the outline. `search` filters; `chosen` is the node under the cursor."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(self._strip, empty="nothing here", id="tree")
        self.desk = desk
        self.folds = Folds()
        self.search = ""
        self.found: Sequence[str] = ()
        """Keys of what the search found, in order; empty without a search."""
        self._checklist: Checklist | None = None
        self._outline = _NOTHING
        self._standing: dict[str, Standing] = {}
        self._folded: frozenset[str] = frozenset()
        self._keys: list[str] = []
        self._showing: Showing | None = None

    @property
    def chosen(self) -> Node | None:
        """The node under the cursor."""
        return self._outline.nodes[self._keys[self.cursor]] if self._keys else None

    def standing(self, node: Node) -> Standing:
        """How a node stands."""
        return self._standing[node.key]

    def stage_of(self, node: Node) -> Node:
        """The stage that a node is under; itself for a stage."""
        return self._outline.nodes[node.path[0]] if node.path else node

    def titles_above(self, node: Node) -> list[str]:
        """The headings that a node is under, outermost first."""
        return [self._outline.nodes[key].title for key in node.path]

    # -- what changed -----------------------------------------------------------------------------

    def changed(self, changes: Changes) -> None:
        """Rows of what changed; all of them when folds may have moved."""
        mirror = self.desk.mirror
        if mirror is None:
            return
        if changes.everything or changes.engine or changes.items or changes.rounds:
            self.rebuild()
        elif changes.probes and self._shows_figures_of(changes.probes):
            self._take(mirror)
            self.sync()

    def tick(self) -> None:
        """Rows of steps that run say for how long."""
        mirror = self.desk.mirror
        if mirror is None or self._showing is None:
            return
        if any(step.open is not None for step in mirror.state.steps.values()):
            seen = replace(self._showing.seen, now=self.desk.now)
            self._showing = replace(self._showing, seen=seen)
            self.sync()

    def rebuild(self, cursor: str = "") -> None:
        """Look at everything anew; the cursor stays on its node, or goes to the one named."""
        mirror = self.desk.mirror
        if mirror is None:
            return
        first = not self._keys
        at = cursor or (self.chosen.key if self.chosen else "")
        if mirror.checklist is not self._checklist:
            self._checklist = mirror.checklist
            self._outline = outline(mirror.checklist)
        self._take(mirror)
        within = self._outline.nodes[at].path if at in self._outline.nodes else ()
        self._folded = self.folds.folded(self._outline, self._standing, within)
        self.found = self._find()
        if terms(self.search):
            self._folded = frozenset()
            self._keys = with_headings(self._outline, list(self.found))
        else:
            self._keys = visible(self._outline, self._folded)
        self._take(mirror)
        target = (
            self._first_open() if first and not cursor else nearest(self._outline, self._keys, at)
        )
        index = self._keys.index(target) if target in self._keys else 0
        self.set_rows(len(self._keys), index)

    def _take(self, mirror: Mirror) -> None:
        seen = Seen(state=mirror.state, sight=mirror.sight, now=self.desk.now)
        self._standing = standings(self._outline, seen)
        self._showing = Showing(
            seen=seen,
            standing=self._standing,
            folded=self._folded,
            pending=self.desk.is_pending,
        )

    def _find(self) -> list[str]:
        wanted = terms(self.search)
        mirror = self.desk.mirror
        if not wanted or mirror is None:
            return []
        me = self.desk.me.user if self.desk.me else ""
        return matches(
            self._outline, wanted, Searched(state=mirror.state, standing=self._standing, me=me)
        )

    def _shows_figures_of(self, probes: frozenset[str]) -> bool:
        """Whether a visible row rests on what these probes show."""
        return any(
            isinstance(node.subject, Objective | Trigger)
            and not probes.isdisjoint(node.subject.measure.of)
            for node in map(self._outline.nodes.__getitem__, self._keys)
        )

    def _first_open(self) -> str:
        """Where to begin: the first item in sight that wants work."""
        for key in self._keys:
            node = self._outline.nodes[key]
            if node.item and not self._standing[key].finished:
                return key
        return self._keys[0] if self._keys else ""

    def _strip(self, index: int, width: int) -> Strip:
        node = self._outline.nodes[self._keys[index]]
        assert self._showing is not None  # noqa: S101 - there are rows only after `_take`
        return strip(row(node, self._showing, width), width, self.roles)

    # -- finding ----------------------------------------------------------------------------------

    def seek(self, text: str) -> None:
        """Show what fits `text`, from its first match on; empty shows all again."""
        self.search = text
        self.rebuild()
        if self.found and (self.chosen is None or self.chosen.key not in self.found):
            self.go(self.found[0])

    def next_match(self, step: int = 1) -> bool:
        """To the next match, round the end; False when nothing is looked for."""
        if not self.found:
            return False
        order = {key: index for index, key in enumerate(self._keys)}
        places = [order[key] for key in self.found]
        here = self.cursor
        ahead = [place for place in places if (place > here if step > 0 else place < here)]
        if step > 0:
            self.move_to(ahead[0] if ahead else places[0])
        else:
            self.move_to(ahead[-1] if ahead else places[-1])
        return True

    def next_wanting(self, step: int = 1) -> bool:
        """To the next item that failed, is stale or unclear, folded away or not; False if none."""
        nodes = list(self._outline.walk())
        here = next((i for i, node in enumerate(nodes) if node is self.chosen), 0)
        size = len(nodes)
        for far in range(1, size + 1):
            node = nodes[(here + step * far) % size]
            if node.item and self._standing[node.key].wanting:
                self.go(node.key)
                return True
        return False

    # -- folding ----------------------------------------------------------------------------------

    def go(self, key: str) -> None:
        """Put the cursor on a node, unfolding what hides it."""
        node = self._outline.nodes.get(key)
        if node is None:
            return
        if key not in self._keys:
            if self.search:
                self.search = ""
            for above in node.path:
                if above in self._folded or self.folds.by_hand.get(above):
                    self.folds.set(above, folded=False)
        self.rebuild(key)

    def go_to_item(self, item_id: str) -> None:
        """Put the cursor on an item."""
        node = self._outline.of_item(item_id)
        if node is not None:
            self.go(node.key)

    def fold(self) -> None:
        """Fold what the cursor is on, or go to the heading above."""
        node = self.chosen
        if node is None:
            return
        if node.children and node.key not in self._folded and not self.search:
            self.folds.set(node.key, folded=True)
            self.rebuild()
        elif node.path:
            self.move_to(self._keys.index(node.path[-1]))

    def unfold(self) -> None:
        """Unfold what the cursor is on, or go to the first row inside."""
        node = self.chosen
        if node is None or not node.children:
            return
        if node.key in self._folded:
            self.folds.set(node.key, folded=False)
            self.rebuild()
        else:
            self.move_to(self.cursor + 1)

    def toggle(self) -> None:
        """Fold or unfold what the cursor is on."""
        node = self.chosen
        if node is not None and node.children:
            self.folds.set(node.key, folded=node.key not in self._folded)
            self.rebuild()

    def fold_all(self, *, folded: bool) -> None:
        """Fold to the stages, or unfold everything."""
        self.folds.set_all(self._outline, folded=folded)
        self.rebuild()

    def natural(self) -> None:
        """Fold what is finished or has not begun."""
        self.folds.forget()
        self.rebuild()
