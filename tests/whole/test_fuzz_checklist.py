"""Checklists as attacks: a sentence with file and line, soon, whatever the document asks for."""

from pathlib import Path

import pytest

from golive_tui.checklist.reader import read_checklist
from golive_tui.checklist.source import LARGEST
from golive_tui.checklist.template import DEEPEST, expand
from golive_tui.checklist_files import load
from golive_tui.errors import ChecklistError, TemplateError
from golive_tui.probes.all_kinds import specs
from tests.checklist.checklists import WHOLE

KINDS = specs()
ITEM = "[[stage.section.item]]\n"


def refused(text: str) -> str:
    """What is told of it; each problem is one short line that begins with the file."""
    with pytest.raises(ChecklistError) as caught:
        read_checklist(text.encode(), "c.toml", KINDS)
    lines = caught.value.message.split("\n")
    assert all(line.startswith("c.toml:") and len(line) < 1500 for line in lines)
    assert len(lines) <= 201
    return lines[0]


def _needs(n: int) -> str:
    steps = (
        f'{ITEM}id = "s{at}"\ntitle = "S"\nrun = ["true"]\nneeds = ["s{(at + 1) % n}"]\n'
        for at in range(n)
    )
    return WHOLE + "".join(steps)


ATTACKS = {
    "a circle of needs": _needs(300),
    "lists without end": WHOLE + "x = " + "[" * 50_000,
    "tables without end": WHOLE + "x = " + "{a=" * 50_000,
    "a key of many parts": WHOLE + ".".join("a" * 20_000) + " = 1\n",
    "a number of many digits": WHOLE.replace("schema = 1", "schema = " + "9" * 20_000),
    "a span of many digits": WHOLE + f'{ITEM}title = "T"\nvalid_for = "{"9" * 5000}d"\n',
    "a date beyond the calendar": WHOLE + f'{ITEM}title = "T"\nnote = 9999-99-99\n',
    "a letter that only looks like one": WHOLE + f'{ITEM}id = "\u0430pi"\ntitle = "T"\n',
    "a path for an id": WHOLE + f'{ITEM}id = "../../etc"\ntitle = "T"\n',
    "a name that hides": WHOLE + f'{ITEM}title = "T"\n"\\u202eowner" = "x"\n',
    "a pattern that searches for ever": WHOLE
    + f'{ITEM}title = "T"\n'
    + 'check = { kind = "http", url = "http://a/", expect = ["body matches \'(a+)+$\'"] }\n',
    "many mistakes": WHOLE + "".join(f"{ITEM}bad{at} = 1\n" for at in range(3_000)),
}


@pytest.mark.parametrize("name", sorted(ATTACKS))
def test_an_attack_is_told_with_its_line(name: str) -> None:
    assert refused(ATTACKS[name])


def test_a_file_beyond_four_mebibytes_is_not_even_read(tmp_path: Path) -> None:
    path = tmp_path / "big.toml"
    with path.open("wb") as file:
        file.truncate(LARGEST * 4096)
    with pytest.raises(ChecklistError, match="too large for a checklist; at most 4 MiB"):
        load(path, KINDS)


class Values:
    """A target's values, and nothing else."""

    def __init__(self, values: dict[str, str]) -> None:
        self._values = values

    def value(self, name: str) -> str | None:
        """By name."""
        return self._values.get(name)

    def nothing(self, *_: str) -> None:
        """Neither secrets nor outputs are here."""

    env = file = command = output = stand_in = nothing


def test_values_that_hold_values_never_grow_to_billions() -> None:
    laughs = {f"v{at}": f"${{v{at + 1}}}" * 10 for at in range(DEEPEST - 2)}
    laughs[f"v{DEEPEST - 2}"] = "ha" * 10
    with pytest.raises(TemplateError, match="grows beyond"):
        expand("${v0}", Values(laughs))


@pytest.mark.parametrize("value", ["; rm -rf /", "$(id)", "`id`", "a\nb", "' \" \\", "${v}"])
def test_a_value_is_one_argument_whatever_it_holds(value: str) -> None:
    """No shell reads a list of arguments: the value stays one of them."""
    escaped = value.replace("${", "$${")
    found = expand(["echo", "${v}"], Values({"v": escaped})).value
    assert found == ["echo", value]
