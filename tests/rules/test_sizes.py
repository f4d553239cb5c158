"""Files read in one sitting, functions on one screen."""

import ast
from functools import cache
from pathlib import Path

from tests.rules.project import PACKAGE, ROOT, TESTS, exceptions, name_of, sources, tree_of

FILE_LINES = 400
FUNCTION_LINES = 50


def test_no_file_is_longer_than_one_sitting() -> None:
    ceilings = {each["file"]: each["lines"] for each in exceptions("file_length")}
    lengths = {name_of(path): _lines(path) for path in sources(PACKAGE, TESTS, ROOT / ".ci")}
    over = {name: n for name, n in lengths.items() if n > ceilings.get(name, FILE_LINES)}
    assert over == {}, "split these files, each by its ideas"


def test_no_function_is_longer_than_a_screen() -> None:
    ceilings = {(e["file"], e["function"]): e["lines"] for e in exceptions("function_length")}
    over = {
        key: lines
        for key, lines in _functions().items()
        if lines > ceilings.get(key, FUNCTION_LINES)
    }
    assert over == {}, "split these functions"


def test_every_exception_in_size_is_still_needed() -> None:
    long_files = {name_of(path) for path in sources(PACKAGE, TESTS) if _lines(path) > FILE_LINES}
    long_functions = {key for key, lines in _functions().items() if lines > FUNCTION_LINES}
    assert {each["file"] for each in exceptions("file_length")} <= long_files
    granted = {(each["file"], each["function"]) for each in exceptions("function_length")}
    assert granted <= long_functions


def _lines(path: Path) -> int:
    return len(path.read_text(encoding="utf-8").splitlines())


@cache
def _functions() -> dict[tuple[str, str], int]:
    """Lines of every function by file and qualified name, without its decorators."""
    found: dict[tuple[str, str], int] = {}
    for path in sources(PACKAGE, TESTS, ROOT / ".ci"):
        for name, node in _defined(tree_of(path), ""):
            found[name_of(path), name] = (node.end_lineno or node.lineno) - node.lineno + 1
    return found


def _defined(
    node: ast.AST, prefix: str
) -> list[tuple[str, ast.FunctionDef | ast.AsyncFunctionDef]]:
    found: list[tuple[str, ast.FunctionDef | ast.AsyncFunctionDef]] = []
    for child in ast.iter_child_nodes(node):
        name = prefix
        if isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            name = f"{prefix}.{child.name}".lstrip(".")
        if isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef):
            found.append((name, child))
        found += _defined(child, name)
    return found
