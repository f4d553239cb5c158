"""What `/` understands: text, `!x`, `@ana`, `:failed`, one after another; all must hold.

`dns :open` is an open item with "dns" in its title, id, owner, note or command. `!` turns any word
round. Words are compared without case.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from golive_tui.checklist.model import Contact
from golive_tui.launch.state import LaunchState
from golive_tui.launch.verifying import Proven, proven
from golive_tui.tui.dash.outline import Node, Outline
from golive_tui.tui.dash.standing import Standing

STATES: Final[Mapping[str, frozenset[str]]] = {
    "open": frozenset({"open", "doing", "stale", "failed"}),
    "todo": frozenset({"open"}),
    "doing": frozenset({"doing"}),
    "failed": frozenset({"failed"}),
    "stale": frozenset({"stale"}),
    "skipped": frozenset({"skipped"}),
    "passed": frozenset({"passed"}),
    "done": frozenset({"passed", "skipped"}),
}
"""After the colon: a word, and the statuses that it means. `open` is all that still wants work."""
PROOFS: Final[Mapping[str, frozenset[Proven]]] = {
    "proven": frozenset({"pass"}),
    "unclear": frozenset({"inconclusive", "error"}),
    "against": frozenset({"against"}),
}
"""After the colon too: what stands of an item by its checks."""
MINE: Final = "mine"
QUICK: Final = (":open", ":failed", ":unclear", ":mine")
"""What the key `f` goes through, before it shows everything again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """One word of a search: `how` is `text`, `owner` or `state`."""

    how: str
    word: str
    negated: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Searched:
    """What a search looks into. `me` is the user at this dashboard."""

    state: LaunchState
    standing: Mapping[str, Standing]
    me: str


def terms(text: str) -> tuple[Term, ...]:
    """The words of a search; a word that is only a sign says nothing yet."""
    return tuple(term for word in text.split() if (term := _term(word)).word)


def complaint(text: str) -> str:
    """What cannot be understood of a search; empty when all can."""
    for term in terms(text):
        known_word = term.word == MINE or _states(term.word) or _proofs(term.word)
        if term.how == "state" and not known_word:
            known = ", ".join([*STATES, *PROOFS, MINE])
            return f"`:{term.word}` is none of {known}"
    return ""


def _term(word: str) -> Term:
    negated = word.startswith("!")
    plain = word[1:] if negated else word
    how = {"@": "owner", ":": "state"}.get(plain[:1], "text")
    return Term(how=how, word=(plain if how == "text" else plain[1:]).casefold(), negated=negated)


def _states(word: str) -> frozenset[str]:
    """The statuses that the beginning of a word means: `:f` is failed."""
    return next((found for name, found in STATES.items() if name.startswith(word)), frozenset())


def _proofs(word: str) -> frozenset[Proven]:
    """As `_states`, of what checks found; a status goes first."""
    return next((found for name, found in PROOFS.items() if name.startswith(word)), frozenset())


def matches(outline: Outline, wanted: tuple[Term, ...], searched: Searched) -> list[str]:
    """Keys of the rows that fit, in order: never headings, always what they are made of."""
    return [
        node.key
        for node in outline.walk()
        if not node.children and all(_fits(node, term, searched) for term in wanted)
    ]


def with_headings(outline: Outline, keys: list[str]) -> list[str]:
    """The rows that a search shows: what fits, under its headings."""
    shown = set(keys)
    for key in keys:
        shown.update(outline.nodes[key].path)
    return [node.key for node in outline.walk() if node.key in shown]


def owner_of(node: Node, state: LaunchState) -> str:
    """Who has an item: as assigned, else as the checklist says; empty for other rows."""
    if node.item is None:
        return ""
    return state.item(node.ref).owner or node.item.owner


def _fits(node: Node, term: Term, searched: Searched) -> bool:
    return _holds(node, term, searched) != term.negated


def _holds(node: Node, term: Term, searched: Searched) -> bool:
    owner = owner_of(node, searched.state).casefold()
    if term.how == "owner":
        return term.word in owner
    if term.how == "text":
        return any(term.word in text.casefold() for text in _texts(node, owner, searched.state))
    if term.word == MINE or MINE.startswith(term.word):
        return node.item is not None and owner == searched.me.casefold() != ""
    if states := _states(term.word):
        return searched.standing[node.key].status in states and node.kind != "trigger"
    return node.item is not None and proven(searched.state, node.ref) in _proofs(term.word)


def _texts(node: Node, owner: str, state: LaunchState) -> list[str]:
    texts = [node.title, node.ref, owner]
    if node.item is not None:
        texts.append(state.item(node.ref).record.note)
        if node.item.step is not None:
            texts.append(" ".join(node.item.step.run))
    if isinstance(node.subject, Contact):
        texts.append(node.subject.name)
    return texts
