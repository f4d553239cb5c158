"""`golive validate`: every problem of a checklist at once, and warnings that do not stop it."""

import argparse
from pathlib import Path

from golive_tui.checklist.model import Checklist
from golive_tui.checklist_files import find, load
from golive_tui.cli.exit_codes import BAD_INPUT, DONE
from golive_tui.cli.output import answer, answer_json, tell
from golive_tui.errors import ChecklistError
from golive_tui.probes.all_kinds import specs
from golive_tui.text import plural


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The file, and how to say it."""
    parser.add_argument("checklist", metavar="CHECKLIST", help="a TOML file, or a shipped name")
    parser.add_argument("--json", action="store_true", help="the problems as one JSON document")


def run(args: argparse.Namespace) -> int:
    """Print the problems; 2 when there are any."""
    path = find(args.checklist)
    try:
        checklist, _ = load(path, specs())
    except ChecklistError as error:
        _print_problems(error, as_json=args.json)
        return BAD_INPUT
    if args.json:
        answer_json([])
        return DONE
    answer(_summary(path, checklist))
    for contact in checklist.contacts:
        if not contact.filled:
            tell(
                f"{path}:{contact.line}: warning: contact {contact.role} is not filled in: {contact.name}"
            )
    return DONE


def _print_problems(error: ChecklistError, *, as_json: bool) -> None:
    if as_json:
        answer_json(
            [
                {
                    "file": error.file,
                    "line": problem.line,
                    "path": problem.path,
                    "message": problem.message,
                    "hint": problem.hint,
                }
                for problem in error.problems
            ]
        )
        return
    for problem in error.problems:
        answer(problem.sentence(error.file))
    tell(plural(len(error.problems), "problem"))


def _summary(path: Path, checklist: Checklist) -> str:
    leaves = sum(1 for _ in checklist.leaves())
    rounds = sum(phase.rounds for phase in checklist.watch)
    counts = (
        plural(len(checklist.stages), "stage"),
        plural(leaves, "item"),
        plural(len(checklist.probes), "probe"),
        plural(len(checklist.triggers), "trigger"),
        plural(len(checklist.objectives), "objective"),
        plural(rounds, "round"),
    )
    return f"{path}: good: {', '.join(counts)}"
