import ast
import subprocess
import sys
from pathlib import Path

import golive_tui.probes
from golive_tui.probes.all_kinds import KINDS, specs

ROOM = Path(golive_tui.probes.__file__).parent
COMMON = {"kind", "id", "title", "every", "timeout", "expect", "values", "slow", "group", "window"}


def defines_a_kind(path: Path) -> bool:
    """Whether a class in the file has a name, a spec and an `open`, but is no Protocol."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ClassDef) and not node.bases:
            methods = {part.name for part in node.body if isinstance(part, ast.FunctionDef)}
            names = {
                target.id
                for part in node.body
                if isinstance(part, ast.Assign)
                for target in part.targets
                if isinstance(target, ast.Name)
            }
            if "open" in methods and {"name", "spec"} <= names:
                return True
    return False


def test_every_file_of_a_kind_is_in_the_list() -> None:
    files = {path.stem for path in ROOM.rglob("*.py") if defines_a_kind(path)}
    assert files == set(KINDS), "add the kind to probes/all_kinds.py"


def test_every_lookout_is_opened_by_a_kind() -> None:
    """A file in look/ with a lookout, or with what `web.py` looks by, bears its kind's name."""
    signs = ("def late(self)", "(FileLook):", "async def see(")
    lookouts = {
        path.stem
        for path in (ROOM / "look").glob("*.py")
        if any(sign in path.read_text() for sign in signs)
    }
    assert lookouts - {"web", "file_look"} == set(KINDS)


def test_the_specs_are_those_of_the_kinds() -> None:
    assert set(specs()) == set(KINDS)
    assert all(specs()[name].name == name for name in KINDS)


def test_the_specs_know_the_facts_so_that_a_misspelt_one_is_told() -> None:
    assert "status" in specs()["http"].facts
    assert all(specs()[name].facts for name in KINDS)


def test_reading_the_specs_costs_nothing_that_looks() -> None:
    """`golive validate` imports this: no loop, no TLS, no library of a protocol."""
    heavy = "asyncio ssl httpx httpcore websockets psutil dns prometheus_client textual rich"
    code = (
        "import sys; import golive_tui.probes.all_kinds as kinds; kinds.specs(); "
        f"print([name for name in '{heavy}'.split() if name in sys.modules])"
    )
    told = subprocess.run(
        [sys.executable, "-c", code],
        check=True,
        capture_output=True,
        text=True,
        cwd=ROOM.parents[1],
    )
    assert told.stdout.strip() == "[]"
