"""`golive kinds [NAME]`: what a kind of probe or check takes, tells and answers."""

import argparse

from golive_tui.checklist.excerpt import Excerpt, excerpt
from golive_tui.checklist_files import shipped
from golive_tui.cli.exit_codes import DONE
from golive_tui.cli.output import answer
from golive_tui.cli.parsing import Parser
from golive_tui.errors import NotFound
from golive_tui.text import clean


def add_arguments(parser: Parser) -> None:
    """Which."""
    parser.add_argument("name", nargs="?", metavar="NAME", help="which; left out, all are listed")


def run(args: argparse.Namespace) -> int:
    """List them, or print one's page."""
    from golive_tui.probes.all_kinds import KINDS
    from golive_tui.probes.kind_page import kind_page

    if args.name is None:
        width = max(map(len, KINDS))
        for name, each in sorted(KINDS.items()):
            answer(f"{name:<{width}}  {each.spec.help}")
        return DONE
    kind = KINDS.get(args.name)
    if kind is None:
        raise NotFound(
            f"there is no kind `{clean(args.name, 60)}`",
            hint=f"golive has: {', '.join(sorted(KINDS))}",
        )
    for line in kind_page(kind, example_of(args.name)).splitlines():
        answer(line)
    return DONE


def example_of(kind: str) -> tuple[str, Excerpt] | None:
    """Where a shipped checklist uses it: the file's name, and what of it."""
    for name, text in shipped().items():
        found = excerpt(text.read_text(encoding="utf-8"), kind)
        if found is not None:
            return f"{name}.toml", found
    return None
