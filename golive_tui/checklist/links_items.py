"""Rules of the tree: what an item may have beside what, what a step may need, empty sections."""

from typing import Final

from golive_tui.checklist.circles import circles
from golive_tui.checklist.format_items import STEP_FIELDS
from golive_tui.checklist.problems import Problems
from golive_tui.checklist.table import Table, nodes
from golive_tui.text import clean

_STEP_KEYS: Final = tuple(field.name for field in STEP_FIELDS if field.name != "run")
_LEAF_KEYS: Final = ("check", "run", "valid_for", "four_eyes", *_STEP_KEYS)
_SHOWN: Final = ("item", "triggers", "watch", "objectives", "contacts", "signoff")


def check_items(root: Table, problems: Problems) -> None:
    """Add every problem within the tree."""
    for node in nodes(root):
        if node.what == "section":
            _check_section(node.table, problems)
        elif node.what == "item" and node.table.has("item"):
            _check_group(node.table, problems)
        elif node.what == "item":
            _check_leaf(node.table, problems)
    _check_needs(root, problems)


def _check_section(section: Table, problems: Problems) -> None:
    if not any(section.has(key) for key in _SHOWN):
        hint = "give it an item, or what it shows: " + ", ".join(f"`{key}`" for key in _SHOWN[1:])
        problems.add(section.path, "the section shows nothing", hint)


def _check_group(item: Table, problems: Problems) -> None:
    for key in _LEAF_KEYS:
        if item.has(key):
            message = f"a group has no `{key}` of its own: its status is that of its items"
            problems.add((*item.path, key), message, "move it to one of them")


def _check_leaf(item: Table, problems: Problems) -> None:
    if item.has("check") and item.flag("four_eyes"):
        message = "`four_eyes` beside a `check`: a look is no person"
        problems.add((*item.path, "four_eyes"), message, "make the second word an item of its own")
    if not item.has("run"):
        for key in _STEP_KEYS:
            if item.has(key):
                problems.add((*item.path, key), f"`{key}` without `run`", "only a step has it")
        return
    if item.has("check"):
        message = "both `check` and `run`: an item is answered by one of them"
        hint = "make the check an item of its own"
        problems.add((*item.path, "check"), message, hint)
    if item.text("rerun") == "never" and item.whole("retries"):
        message = 'retries of what may not run again (rerun = "never")'
        problems.add((*item.path, "retries"), message, "leave one of them out")
    if not item.sound("run", "shell"):
        return
    is_line = isinstance(item.raw["run"], str)
    if is_line and not item.flag("shell"):
        hint = 'write a list, such as ["make", "deploy"], or add `shell = true`'
        problems.add((*item.path, "run"), "a line where a list of arguments is needed", hint)
    elif not is_line and item.flag("shell"):
        hint = "write one line, or leave `shell` out"
        problems.add((*item.path, "run"), "a list of arguments where the shell needs a line", hint)
    elif is_line and not item.text("run").strip():
        problems.add((*item.path, "run"), "an empty command")
    for key in ("run", "verify", "rehearse"):
        words = item.texts(key)
        if words and not words[0].strip():
            problems.add((*item.path, key, 0), "an empty command")


def _check_needs(root: Table, problems: Problems) -> None:
    """No item may wait for itself: a step waits for what it needs, a group for its items."""
    tables = {node.table.id: node.table for node in nodes(root) if node.what == "item"}
    waits = {
        item_id: (*table.texts("needs"), *(inner.id for inner in table.tables("item")))
        for item_id, table in tables.items()
    }
    for circle in circles(waits):
        shown = " needs ".join(f"`{each}`" for each in circle)
        step = next(tables[each] for each in circle if tables[each].has("needs"))
        problems.add((*step.path, "needs"), f"a circle: {clean(shown, 200)}")
