import os
import shutil
import subprocess
from pathlib import Path

import pytest

from golive_tui.cli.main import COMMANDS, parser_of
from golive_tui.cli.man import man_page

PAGE = Path(__file__).resolve().parents[2] / "docs" / "golive.1"


def test_the_page_in_the_docs_is_what_the_parsers_say() -> None:
    if os.environ.get("GOLIVE_WRITE_DOCS") == "1":
        PAGE.write_text(man_page(), encoding="utf-8")
        return
    assert PAGE.read_text(encoding="utf-8") == man_page(), (
        "make golive.1 anew: GOLIVE_WRITE_DOCS=1 pytest tests/cli"
    )


def test_every_command_and_option_is_on_it() -> None:
    page = man_page().replace("\\-", "-")
    for entry in COMMANDS:
        part = page.partition(f".SS golive {entry.name}\n")[2].partition("\n.S")[0]
        parser, _ = parser_of(entry)
        for each in [act for _, act in parser.acts()] or [parser]:
            assert all(f"\\fB{a.written}\\fR\n" in part for a in each.arguments())


def test_no_text_becomes_a_request() -> None:
    requests = {line.split()[0] for line in man_page().splitlines() if line.startswith(".")}
    assert requests == {'.\\"', ".TH", ".SH", ".SS", ".B", ".br", ".PP", ".TP"}


@pytest.mark.skipif(shutil.which("groff") is None, reason="groff is not installed")
def test_groff_has_nothing_to_say_against_it() -> None:
    done = subprocess.run(
        ["groff", "-man", "-Tascii", "-ww", "-z"],
        input=man_page(),
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
