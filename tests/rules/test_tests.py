"""What the tests themselves must keep to."""

import ast
from collections.abc import Iterator
from pathlib import Path

from tests.rules.project import PACKAGE, ROOT, TESTS, exceptions, name_of, sources, tree_of

MAY_SLEEP = {"tests/support/waiting.py"}


def test_every_source_file_has_a_test_of_its_own() -> None:
    """`golive_tui/store/journal.py` has `tests/store/**/test_journal.py`, or `test_journal_*.py`.

    A ground module such as `units.py` has its `test_units.py` in whatever folder.
    """
    elsewhere = {each["file"] for each in exceptions("tested_by")}
    modules = [path for path in sources(PACKAGE) if path.name != "__init__.py"]
    bare = {name_of(path) for path in modules if not _own_tests(path)}
    assert bare - elsewhere == set()
    assert elsewhere <= bare, "these have a test of their own: take them off the list"


def test_a_file_that_is_tested_elsewhere_names_a_test_that_exists() -> None:
    gone = [each["tests"] for each in exceptions("tested_by") if not _holds_a_test(each["tests"])]
    assert gone == []


def test_no_test_sleeps_for_luck() -> None:
    """A test waits for a condition with `tests.support.waiting`; a slow double says `dawdle`."""
    naps = [
        f"{name_of(path)}:{line}"
        for path in sources(TESTS)
        if name_of(path) not in MAY_SLEEP
        for line in _naps(tree_of(path))
    ]
    assert naps == []


def test_every_test_file_is_collected() -> None:
    """A file with tests is named `test_*.py`: another name would be passed over in silence."""
    missed = [
        name_of(path)
        for path in sources(TESTS)
        if not path.name.startswith("test_") and _tests_in(path)
    ]
    assert missed == []


def _own_tests(module: Path) -> list[Path]:
    exact = f"test_{module.stem}.py"
    if module.parent == PACKAGE:
        return [path for path in TESTS.rglob(exact) if _tests_in(path)]
    room = TESTS / module.relative_to(PACKAGE).parts[0]
    named = [*room.rglob(exact), *room.rglob(f"test_{module.stem}_*.py")]
    return [path for path in named if _tests_in(path)]


def _holds_a_test(name: str) -> bool:
    path = ROOT / name
    return path.is_file() and bool(_tests_in(path))


def _tests_in(path: Path) -> list[str]:
    """Names of the tests in a file: functions, methods, and hypothesis state machines."""
    tree = tree_of(path)
    names = [
        node.name
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and node.name.startswith("test_")
    ]
    machines = [
        target.id
        for node in tree.body
        if isinstance(node, ast.Assign)
        for target in node.targets
        if isinstance(target, ast.Name) and target.id.startswith("Test")
    ]
    return names + machines


def _naps(tree: ast.Module) -> Iterator[int]:
    """Lines that call sleep, or give `pilot.pause` a time."""
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        called = ast.unparse(node.func)
        if called in {"time.sleep", "asyncio.sleep", "anyio.sleep", "sleep"} or (
            called.endswith("pilot.pause") and (node.args or node.keywords)
        ):
            yield node.lineno
