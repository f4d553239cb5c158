import os
from pathlib import Path

from golive_tui.cli.main import COMMANDS, parser_of
from golive_tui.cli.reference import reference

PAGE = Path(__file__).resolve().parents[2] / "docs" / "commands.md"
MARK = "a test keeps it true. -->\n\n"


def test_the_page_says_what_the_parsers_say() -> None:
    is_now = PAGE.read_text(encoding="utf-8")
    should = is_now.partition(MARK)[0] + MARK + reference()
    if os.environ.get("GOLIVE_WRITE_DOCS") == "1":
        PAGE.write_text(should, encoding="utf-8")
        return
    assert is_now == should, "make commands.md anew: GOLIVE_WRITE_DOCS=1 pytest tests/cli"


def test_every_argument_of_every_command_is_on_the_page_and_says_what_it_is() -> None:
    page = reference()
    for entry in COMMANDS:
        parser, _ = parser_of(entry)
        part = page.partition(f"## golive {entry.name}\n")[2].partition("\n## ")[0]
        for each in [act for _, act in parser.acts()] or [parser]:
            assert f"    {each.prog}" in part
            bare = [each.written for each in each.arguments() if not each.help]
            assert bare == []
            assert all(f"| `{a.written}` | {a.help} |" in part for a in each.arguments())
