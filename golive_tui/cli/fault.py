"""`golive fault`: make a rehearsal fail while it runs, or mend it; refused on any other launch."""

import argparse

from golive_tui.cli.act import act
from golive_tui.cli.exit_codes import DONE
from golive_tui.cli.launches import add_launch
from golive_tui.cli.output import answer
from golive_tui.cli.parsing import Parser
from golive_tui.errors import InputError
from golive_tui.launch.commands import FaultRehearsal, MendRehearsal
from golive_tui.launch.faults import FAULTS
from golive_tui.text import clean


def add_arguments(parser: Parser) -> None:
    """Which fault, and how much of it."""
    parser.add_argument("fault", nargs="?", metavar="FAULT", help="its word; none: list them")
    parser.add_argument(
        "settings", nargs="*", metavar="NAME=VALUE", help="its settings, such as ratio=20%%"
    )
    parser.add_argument(
        "--as", dest="called", default="", metavar="NAME", help="what it is mended by; its word"
    )
    parser.add_argument(
        "--mend", action="store_true", help="end the fault of that name; without one, all"
    )
    add_launch(parser, positional=False)


def run(args: argparse.Namespace) -> int:
    """Ask for it."""
    if args.mend:
        return act(args, MendRehearsal(name=args.called or args.fault or ""))
    if args.fault is None:
        answer(listed())
        return DONE
    settings = dict(_setting(text) for text in args.settings)
    return act(args, FaultRehearsal(fault=args.fault, settings=settings, name=args.called))


def listed() -> str:
    """Every fault with what it does and its settings."""
    width = max(len(name) for name in FAULTS)
    lines = []
    for name, kind in FAULTS.items():
        lines.append(f"{name:<{width}}  {kind.does}")
        lines += [
            f"{'':<{width}}    {setting}={each.default}  {each.help}"
            for setting, each in kind.settings.items()
        ]
    return "\n".join(lines)


def _setting(text: str) -> tuple[str, str]:
    name, equals, value = text.partition("=")
    if not equals:
        raise InputError(f"`{clean(text, 60)}` is no setting", hint="write it like ratio=20%")
    return name, value
