"""What a step of a flow saves for those after it: `${captured:NAME}`.

The reader sees to it that a step asks only for what an earlier one saves; the flow fills it in
when it has it.
"""

import itertools
import re
from collections.abc import Mapping
from typing import Final

from golive_tui.checklist.key_lines import Path
from golive_tui.checklist.problems import Problems, meant
from golive_tui.checklist.table import Table
from golive_tui.checklist.template import LONGEST, walked
from golive_tui.checklist.walk import Use
from golive_tui.errors import TemplateError
from golive_tui.text import clean

_MARK: Final = re.compile(r"\$\{captured:([A-Za-z_][A-Za-z0-9_]*)\}")


def fill_captured(value: object, captured: Mapping[str, str]) -> object:
    """`value` with every `${captured:NAME}` in it filled in; what was saved is taken as it is.

    Raises TemplateError for what was not saved.
    """

    def saved(mark: re.Match[str]) -> str:
        if mark[1] not in captured:
            raise TemplateError(f"`{mark[0]}` was not saved by an earlier step")
        return captured[mark[1]]

    def text(given: str) -> str:
        filled = _MARK.sub(saved, given)
        if len(filled) > LONGEST:
            raise TemplateError(f"`{clean(given, 60)}` grows beyond {LONGEST} characters")
        return filled

    return walked(value, text)


def check_captured(root: Table, use: Use, problems: Problems) -> None:
    """Add each captured value that no earlier step of the same flow saves."""
    asked = [name.partition(":")[2] for name in use.names if name.startswith("captured:")]
    if not asked:
        return
    known = _saved_before(root.raw, use.path)
    for name in dict.fromkeys(asked):
        if known is None:
            hint = "only a step of a flow has it"
        elif name in known:
            continue
        else:
            hint = meant(name, known) or f"write `save = {{ {name} = ... }}` in an earlier step"
        message = f"`${{captured:{name}}}` is not saved by an earlier step"
        problems.add(use.path, message, hint)


def _saved_before(raw: object, path: Path) -> set[str] | None:
    """The names that the steps before the one on the path save; None where it leads to no step."""
    at = raw
    for key, following in itertools.pairwise(path):
        at = _inner(at, key)
        if key == "steps" and isinstance(at, list) and isinstance(following, int):
            saves = [step.get("save") for step in at[:following] if isinstance(step, Mapping)]
            return {str(name) for save in saves if isinstance(save, Mapping) for name in save}
    return None


def _inner(at: object, key: str | int) -> object:
    if isinstance(at, Mapping):
        return at.get(key)
    return at[key] if isinstance(at, list) and isinstance(key, int) and key < len(at) else None
