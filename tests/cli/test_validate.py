import json
from pathlib import Path

import pytest

from tests.cli.made import CHECKLIST, Golive

BROKEN = CHECKLIST.replace('every = "30s"', 'evrey = "30s"', 1).replace(
    'port = "${port}"', 'port = "${prot}"', 1
)


def test_a_good_checklist_is_summed_up(golive: Golive, shop: Path) -> None:
    said = golive("validate", str(shop))
    assert said.code == 0
    assert said.out == (
        f"{shop}: good: 2 stages, 3 items, 2 probes, 1 trigger, 1 objective, 4 rounds\n"
    )
    line = CHECKLIST.splitlines().index("[[contact]]") + 1
    assert said.err == f"{shop}:{line}: warning: contact Lead is not filled in: [Name]\n"


@pytest.mark.parametrize("name", ["flowmind", "minimal"])
def test_what_comes_with_golive_is_good(golive: Golive, name: str) -> None:
    assert golive("validate", name).code == 0
    assert json.loads(golive("validate", name, "--json").out) == []


def test_all_problems_are_told_at_once_each_with_its_line(golive: Golive, shop: Path) -> None:
    shop.write_text(BROKEN)
    said = golive("validate", str(shop))
    assert said.code == 2
    lines = said.out.splitlines()
    numbers = [int(line.removeprefix(f"{shop}:").partition(":")[0]) for line in lines]
    assert len(numbers) >= 2
    assert numbers == sorted(numbers)
    assert any("evrey" in line and "did you mean `every`?" in line for line in lines)
    assert any("prot" in line for line in lines)
    assert said.err == f"{len(lines)} problems\n"


def test_as_json_a_problem_has_its_five_keys(golive: Golive, shop: Path) -> None:
    shop.write_text(BROKEN)
    said = golive("validate", str(shop), "--json")
    assert (said.code, said.err) == (2, "")
    problems = json.loads(said.out)
    assert [list(each) for each in problems] == [["file", "line", "path", "message", "hint"]] * len(
        problems
    )
    unknown = next(each for each in problems if "evrey" in each["path"])
    assert unknown["file"] == str(shop)
    assert unknown["line"] == BROKEN.splitlines().index('evrey = "30s"') + 1
    assert unknown["path"] == "probes.api.evrey"
    assert unknown["hint"] == "did you mean `every`?"


def test_a_file_that_is_not_there_is_not_found(golive: Golive) -> None:
    said = golive("validate", "no-such.toml")
    assert (said.code, said.out) == (3, "")
    assert "no checklist no-such.toml" in said.err


def test_a_near_name_is_suggested(golive: Golive) -> None:
    assert "did you mean `flowmind`?" in golive("validate", "flowmnd").err


def test_a_directory_is_no_checklist(golive: Golive, own_home: Path) -> None:
    said = golive("validate", str(own_home))
    assert said.code == 2
    assert said.out == f"{own_home}: this is a directory; name a TOML file in it\n"


@pytest.mark.parametrize(("name", "code"), [("no-such.toml", 3), ("/", 2), ("/dev/zero", 2)])
def test_with_json_there_is_always_a_document(golive: Golive, name: str, code: int) -> None:
    said = golive("validate", name, "--json")
    assert said.code == code
    (problem,) = json.loads(said.out)
    assert problem["line"] == 0
    assert problem["message"]


HOSTILE = {
    "empty": b"",
    "binary": bytes(range(256)),
    "deep": b"a = " + b"[" * 50_000,
    "deep tables": b"[" + b"a." * 50_000 + b"a]",
    "long key": b"a" * 1_000_000 + b" = 1",
    "utf-16": "schema = 1".encode("utf-16"),
    "nul": b"schema = 1\0",
    "escape": b'schema = 1\n"\\u001b[2J" = 1',
    "many": b"\n".join(b"k%d = 1" % n for n in range(5000)),
    "inf": b"schema = inf",
    "date": b"schema = 1979-05-27",
}


@pytest.mark.parametrize("data", HOSTILE.values(), ids=HOSTILE)
def test_no_file_however_hostile_gets_a_traceback(
    golive: Golive, own_home: Path, data: bytes
) -> None:
    path = own_home / "x.toml"
    path.write_bytes(data)
    said = golive("validate", str(path))
    assert said.code == 2
    assert said.out
    assert "\x1b" not in said.out + said.err
    assert json.loads(golive("validate", str(path), "--json").out)
