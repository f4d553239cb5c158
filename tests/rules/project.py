"""The checkout as the rules read it: its files, its metadata, its exceptions."""

import ast
import tomllib
from datetime import date
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "golive_tui"
TESTS = ROOT / "tests"


def name_of(path: Path) -> str:
    """The path below the checkout's root, with slashes."""
    return path.relative_to(ROOT).as_posix()


def sources(*folders: Path) -> list[Path]:
    """All Python files below the folders, sorted."""
    return sorted(path for folder in folders for path in folder.rglob("*.py"))


def tree_of(path: Path) -> ast.Module:
    """The file's syntax tree."""
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


def metadata() -> dict[str, Any]:
    """pyproject.toml as a dictionary."""
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def exceptions(kind: str) -> list[dict[str, Any]]:
    """The exceptions of one kind, each with its day and its reason."""
    path = TESTS / "rules" / "exceptions.toml"
    found = tomllib.loads(path.read_text(encoding="utf-8")).get(kind, [])
    for each in found:
        assert isinstance(each.get("since"), date), f"{kind} of {each.get('file')}: since when?"
        assert each.get("why"), f"{kind} of {each.get('file')}: why?"
    return list(found)


def room_map() -> list[list[str]]:
    """The rooms as the package's docstring draws them: one list a line, the top line first."""
    text = ast.get_docstring(tree_of(PACKAGE / "__init__.py")) or ""
    lines = (line for line in text.splitlines() if line.startswith("    "))
    return [line.strip().split("  ")[0].split(" | ") for line in lines]


def placed() -> set[str]:
    """All rooms and ground modules that the map names."""
    return {name for line in room_map() for name in line}
