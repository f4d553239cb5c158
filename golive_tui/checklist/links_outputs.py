"""Rules of `${output:STEP.NAME}`: the step is there, declares the output, and comes before."""

from collections.abc import Mapping, Sequence
from typing import Final

from msgspec import Struct

from golive_tui.checklist.key_lines import Path
from golive_tui.checklist.problems import Problems, meant, one_of
from golive_tui.checklist.table import Table, nodes
from golive_tui.checklist.walk import Use
from golive_tui.text import clean

_KEYS: Final = ("run", "env", "cwd", "verify", "rehearse", "evidence")
"""The keys of a step that are filled in when it is about to run."""


class _Tree(Struct, frozen=True):
    """The items of a checklist: by id, by path, and where each stands in the document."""

    places: Mapping[str, int]
    tables: Mapping[str, Table]
    by_path: Mapping[Path, Table]

    def is_before(self, one: str, other: Table) -> bool:
        """Whether `one` is done when `other` runs: it stands before it, or is needed by it."""
        return self.places[one] < self.places[other.id] or one in other.texts("needs")


def check_outputs(root: Table, uses: Sequence[Use], problems: Problems) -> None:
    """Add every `${output:...}` that no step before it can have handed on."""
    asked = [
        (use.path, name.removeprefix("output:"))
        for use in uses
        for name in dict.fromkeys(use.names)
        if name.startswith("output:")
    ]
    if not asked:
        return
    items = [node.table for node in nodes(root) if node.what == "item"]
    tree = _Tree(
        places={table.id: place for place, table in enumerate(items)},
        tables={table.id: table for table in items},
        by_path={table.path: table for table in items},
    )
    for path, name in asked:
        _check(tree, path, name, problems)


def _check(tree: _Tree, path: Path, name: str, problems: Problems) -> None:
    step, _, output = name.partition(".")
    shown = f"`${{output:{clean(name, 80)}}}`"
    user, key = _user(tree, path)
    if user is None or key not in _KEYS:
        keys = ", ".join(f"`{each}`" for each in _KEYS)
        problems.add(path, f"{shown} is not filled in here", f"a step can use it, in {keys}")
        return
    giver = tree.tables.get(step)
    if giver is None or not giver.has("run"):
        steps = [each for each, table in tree.tables.items() if table.texts("outputs")]
        hint = meant(step, steps) or (one_of(steps[:5]) if steps else "no step has `outputs`")
        problems.add(path, f"{shown}: no step `{clean(step, 60)}`", hint)
    elif output not in giver.texts("outputs"):
        declared = giver.texts("outputs")
        hint = meant(output, declared) or f'give the step `outputs = ["{clean(output, 60)}"]`'
        problems.add(path, f"{shown}: `{step}` does not hand on `{clean(output, 60)}`", hint)
    elif user is giver or not tree.is_before(step, user):
        hint = "take it from a step before, or add that one to `needs`"
        problems.add(path, f"{shown}: `{step}` does not come before", hint)
    elif user.flag("shell") and key == "run":
        hint = f'hand it over: env = {{ {output} = "${{output:{name}}}" }}, and "${output}" in it'
        problems.add(path, f"{shown} in a line for the shell, which would run it", hint)


def _user(tree: _Tree, path: Path) -> tuple[Table | None, str]:
    """The innermost item that a path leads through, and the item's key where it goes on."""
    for end in range(len(path) - 1, 0, -1):
        table = tree.by_path.get(path[:end])
        if table is not None:
            return table, str(path[end])
    return None, ""
