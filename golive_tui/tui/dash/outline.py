"""The checklist as an outline: every heading, item, rule, phase, contact and field, in its place.

Made once for a checklist; what is folded, found and counted are questions to it.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from golive_tui.checklist.model import (
    Checklist,
    Contact,
    Item,
    Objective,
    Phase,
    Section,
    Stage,
    Trigger,
)

Kind = Literal[
    "stage", "section", "group", "item", "trigger", "phase", "objective", "contact", "field"
]
Subject = Stage | Section | Item | Trigger | Phase | Objective | Contact | str


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """One row. `ref` is the id of what it stands for (an item's, a phase's, a field's name);
    `path` and `children` are keys, outermost first."""

    key: str
    kind: Kind
    ref: str
    title: str
    subject: Subject
    path: tuple[str, ...]
    children: tuple[str, ...]
    rollback: bool

    @property
    def depth(self) -> int:
        """How many nodes are above it."""
        return len(self.path)

    @property
    def item(self) -> Item | None:
        """The item with a status of its own that it stands for."""
        return self.subject if self.kind == "item" and isinstance(self.subject, Item) else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Outline:
    """All nodes by key; `roots` are the stages."""

    nodes: Mapping[str, Node]
    roots: tuple[str, ...]

    def walk(self, keys: Iterable[str] | None = None) -> Iterator[Node]:
        """These nodes (None: all) and everything under them, in the document's order."""
        for key in self.roots if keys is None else keys:
            node = self.nodes[key]
            yield node
            yield from self.walk(node.children)

    def of_item(self, item_id: str) -> Node | None:
        """The node of that item or group."""
        return self.nodes.get(f"item:{item_id}") or self.nodes.get(f"group:{item_id}")


@dataclass(frozen=True, slots=True)
class _Part:
    """A node before it has its place."""

    kind: Kind
    ref: str
    title: str
    subject: Subject
    parts: tuple["_Part", ...] = ()


def outline(checklist: Checklist) -> Outline:
    """The outline of a checklist."""
    nodes: dict[str, Node] = {}
    roots = tuple(
        _place(_stage(checklist, stage), (), nodes, rollback=stage.rollback)
        for stage in checklist.stages
    )
    return Outline(nodes=nodes, roots=roots)


def _place(part: _Part, path: tuple[str, ...], nodes: dict[str, Node], *, rollback: bool) -> str:
    key = f"{part.kind}:{part.ref}"
    if part.kind == "section" or key in nodes:  # sections of two stages may share a title
        key = f"{path[-1]}/{key}"
    inner = (*path, key)
    nodes[key] = Node(
        key=key,
        kind=part.kind,
        ref=part.ref,
        title=part.title,
        subject=part.subject,
        path=path,
        children=tuple(_place(each, inner, nodes, rollback=rollback) for each in part.parts),
        rollback=rollback,
    )
    return key


def _stage(checklist: Checklist, stage: Stage) -> _Part:
    sections = tuple(
        _Part("section", each.id, each.title, each, tuple(_inside(checklist, each)))
        for each in stage.sections
    )
    return _Part("stage", stage.id, stage.title, stage, sections)


def _inside(checklist: Checklist, section: Section) -> Iterator[_Part]:
    yield from map(_item, section.items)
    for name in section.triggers:
        trigger = checklist.triggers[name]
        yield _Part("trigger", name, trigger.title, trigger)
    for name in section.watch:
        if (phase := checklist.phase(name)) is not None:
            yield _Part("phase", name, phase.title, phase)
    for name in section.objectives:
        objective = checklist.objectives[name]
        # The document's bullet is an item beside it: this row is what the probes say of it now.
        yield _Part("objective", name, f"now: {objective.title}", objective)
    for number, contact in enumerate(checklist.contacts):
        if contact.group in section.contacts:
            yield _Part("contact", str(number), contact.role, contact)
    if section.signoff:
        yield from (_Part("field", name, name, name) for name in checklist.signoff.fields)
        yield from map(_item, checklist.signoff.confirm)


def _item(item: Item) -> _Part:
    kind: Kind = "group" if item.is_group else "item"
    return _Part(kind, item.id, item.title, item, tuple(map(_item, item.items)))
