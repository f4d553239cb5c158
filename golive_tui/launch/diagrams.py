"""The legal moves as diagrams for the docs, made from the tables in `moves.py`."""

from collections.abc import Iterable

from golive_tui.launch.moves import ITEM_MOVES, ROUND_MOVES, TRIGGER_MOVES

Move = tuple[tuple[str, str], str]
"""((state, act), state after it)."""


def diagram(moves: Iterable[Move], start: str) -> str:
    """A Mermaid state diagram: one arrow for each pair of states, labelled with its acts."""
    arrows: dict[tuple[str, str], list[str]] = {}
    for (before, act), after in moves:
        arrows.setdefault((before, after), []).append(act)
    lines = ["stateDiagram-v2", f"    [*] --> {start}"]
    lines += [f"    {a} --> {b}: {', '.join(acts)}" for (a, b), acts in arrows.items()]
    return "\n".join(lines)


def page() -> str:
    """`docs/moves.md`."""
    parts = [
        "# What may follow what",
        "",
        "Made from the tables in `golive_tui/launch/moves.py`; a test keeps it true.",
    ]
    for title, moves, start in (
        ("An item", ITEM_MOVES.items(), "open"),
        ("A round of the watch", ROUND_MOVES.items(), "due"),
        ("A rollback trigger", TRIGGER_MOVES.items(), "disarmed"),
    ):
        parts += ["", f"## {title}", "", "```mermaid", diagram(moves, start), "```"]
    return "\n".join(parts) + "\n"
