"""`golive check`: look now, and say pass, fail, inconclusive or error, for people, scripts and CI.

Of a launch, where its engine records what is found; of a checklist without one; or of a single
kind without either.
"""

import argparse
from collections.abc import Sequence

from golive_tui import clock
from golive_tui.cli.act import act
from golive_tui.cli.check_outcome import Outcome, document, line, page, summary
from golive_tui.cli.exit_codes import DONE, NO
from golive_tui.cli.output import answer, answer_json, close_streams, tell
from golive_tui.cli.parsing import Parser, name_or_path, path
from golive_tui.errors import InputError
from golive_tui.launch.commands import CancelChecks, VerifyItems


def add_arguments(parser: Parser) -> None:
    """What is to be looked at, where, and how it is told."""
    parser.add_argument(
        "items",
        nargs="*",
        metavar="ITEM",
        help="ids of items or groups; with --kind the kind's settings, as key=value",
    )
    parser.add_argument("--all", action="store_true", help="every item that has a check")
    parser.add_argument("--stage", default="", metavar="ID", help="every such item of a stage")
    parser.add_argument("--section", default="", metavar="ID", help="every such item of a section")
    parser.add_argument(
        "--armed",
        action="store_true",
        help="confirm the checks that send traffic on purpose, such as a burst of requests",
    )
    parser.add_argument(
        "--cancel",
        action="store_true",
        help="call off the checks of a launch that are under way: of the items named, or all",
    )
    parser.add_argument("--json", action="store_true", help="all of it as one JSON document")
    parser.add_argument("--junit", type=path, metavar="FILE", help="write JUnit XML for CI")
    parser.add_argument("--launch", type=path, metavar="DIR", help="the launch that is meant")
    parser.add_argument(
        "--checklist",
        type=name_or_path,
        metavar="FILE",
        help="check the items of this file here and now, without a launch",
    )
    parser.add_argument("--target", metavar="NAME", help="the target, with --checklist")
    parser.add_argument(
        "--kind", metavar="KIND", help="one check of this kind, without any checklist"
    )


def run(args: argparse.Namespace) -> int:
    """Look and tell; 0 when all pass, 1 when one does not, 2 for what cannot be asked."""
    _check_together(args)
    if args.cancel:
        return act(args, CancelChecks(items=tuple(args.items), reason="golive check --cancel"))
    began = clock.real_now()
    outcomes = _single(args) if args.kind is not None else _many(args)
    if args.json:
        answer_json(document(outcomes))
    elif args.kind is not None:
        for each in outcomes[0].found:
            for text in page(each):
                answer(text)
    else:
        tell(summary(outcomes))
    if args.junit is not None:
        from golive_tui.cli.junit import write_junit

        write_junit(args.junit, _suite(args), outcomes, began)
    return DONE if all(each.verdict == "pass" for each in outcomes) else NO


def _check_together(args: argparse.Namespace) -> None:
    many = args.all or args.stage or args.section
    ways = [name for name in ("launch", "checklist", "kind") if getattr(args, name) is not None]
    if len(ways) > 1:
        raise InputError(f"--{ways[0]} and --{ways[1]} do not go together")
    if args.target is not None and args.checklist is None:
        raise InputError("--target is one of a checklist: which?", hint="add --checklist FILE")
    if args.kind is not None and many:
        raise InputError("--kind is one check: it has no items")
    if args.cancel and (many or args.checklist is not None or args.kind is not None):
        raise InputError("--cancel is for items of a launch, or for all that are being checked")
    if args.kind is None and not many and not args.items and not args.cancel:
        raise InputError("what is to be checked?", hint="name items, or say --all or --stage ID")


def _single(args: argparse.Namespace) -> list[Outcome]:
    from golive_tui.checklist.one_check import read_check
    from golive_tui.cli.check_here import run_single
    from golive_tui.probes.all_kinds import specs

    check = read_check(args.kind, args.items, specs(), "golive check")
    return [run_single(check, armed=args.armed)]


def _many(args: argparse.Namespace) -> Sequence[Outcome]:
    command = VerifyItems(
        items=tuple(args.items),
        stage=args.stage,
        section=args.section,
        all=args.all,
        armed=args.armed,
    )

    def told(outcome: Outcome) -> None:
        if not args.json:
            answer(line(outcome))
            close_streams()

    if args.checklist is None:
        from golive_tui.cli.check_launch import run_on_launch

        return run_on_launch(args, command, told)
    from golive_tui.checklist_files import find, load
    from golive_tui.cli.check_here import check_target, chosen, run_items
    from golive_tui.engine.create import choose_target
    from golive_tui.probes.all_kinds import specs

    checklist, _ = load(find(args.checklist), specs())
    target = choose_target(checklist, args.target)
    check_target(checklist, target, args.checklist)
    items = chosen(checklist, command)
    return run_items(checklist, target, items, armed=args.armed, told=told)


def _suite(args: argparse.Namespace) -> str:
    return f"golive check {args.kind or args.checklist or 'launch'}"
