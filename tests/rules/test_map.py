import ast
from pathlib import Path

import pytest

from tests.rules.project import PACKAGE, metadata, name_of, placed, room_map, tree_of

PARTS = sorted(path.parent for path in PACKAGE.rglob("__init__.py") if path.parent != PACKAGE)


def test_the_docstring_of_the_package_names_every_room_and_nothing_else() -> None:
    rooms = {path.name for path in PACKAGE.iterdir() if path.is_dir() and any(path.glob("*.py"))}
    modules = {path.stem for path in PACKAGE.glob("*.py") if not path.stem.startswith("__")}
    assert placed() == rooms | modules


def test_the_import_contract_draws_the_same_map() -> None:
    layers = metadata()["tool"]["importlinter"]["contracts"][0]["layers"]
    assert [line.split(" | ") for line in layers] == [["__main__"], *room_map()]


def test_the_contract_on_textual_names_everything_but_tui() -> None:
    contracts = metadata()["tool"]["importlinter"]["contracts"]
    textual = next(each for each in contracts if "textual" in each.get("forbidden_modules", []))
    named = {name.removeprefix("golive_tui.") for name in textual["source_modules"]}
    assert named == (placed() | {"__main__"}) - {"tui"}


def test_every_folder_of_code_is_a_package() -> None:
    folders = {path.parent for path in PACKAGE.rglob("*.py")}
    assert {name_of(folder) for folder in folders if not (folder / "__init__.py").exists()} == set()


@pytest.mark.parametrize("folder", [PACKAGE, *PARTS], ids=name_of)
def test_an_init_file_is_a_docstring_and_imports_nothing(folder: Path) -> None:
    body = tree_of(folder / "__init__.py").body
    assert [type(node) for node in body] == [ast.Expr]


@pytest.mark.parametrize("room", [p for p in PARTS if p.parent == PACKAGE], ids=name_of)
def test_the_docstring_of_a_room_is_short_and_says_more_than_a_name(room: Path) -> None:
    """What the room is for, what it may import, where to start reading."""
    text = ast.get_docstring(tree_of(room / "__init__.py")) or ""
    lines = [line for line in text.splitlines() if line.strip()]
    assert 2 <= len(lines) <= 6, text
