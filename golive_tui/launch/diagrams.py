"""The legal moves as diagrams for the docs, made from the tables in `moves.py`."""

from collections.abc import Mapping

from golive_tui.launch.moves import ITEM_MOVES, ROUND_MOVES


def diagram(moves: Mapping[tuple[str, str], str], start: str) -> str:
    """A Mermaid state diagram: one arrow for each pair of states, labelled with its acts."""
    arrows: dict[tuple[str, str], list[str]] = {}
    for (before, act), after in moves.items():
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
        ("An item", ITEM_MOVES, "open"),
        ("A round of the watch", ROUND_MOVES, "due"),
    ):
        parts += ["", f"## {title}", "", "```mermaid", diagram(moves, start), "```"]
    return "\n".join(parts) + "\n"
