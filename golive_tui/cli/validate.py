"""`golive validate`: every problem of a checklist at once, and warnings that do not stop it."""

import argparse
from collections.abc import Sequence
from pathlib import Path

from golive_tui.checklist.model import Checklist
from golive_tui.checklist_files import find, load
from golive_tui.cli.exit_codes import BAD_INPUT, DONE
from golive_tui.cli.output import answer, answer_json, tell
from golive_tui.cli.parsing import Parser, add_checklist
from golive_tui.errors import ChecklistError, GoliveError, Problem
from golive_tui.probes.all_kinds import specs
from golive_tui.text import clean, clean_lines, plural


def add_arguments(parser: Parser) -> None:
    """The file, and how to say it."""
    add_checklist(parser)
    parser.add_argument("--json", action="store_true", help="the problems as one JSON document")


def run(args: argparse.Namespace) -> int:
    """Print the problems; 2 when there are any."""
    try:
        path = find(args.checklist)
        checklist, _ = load(path, specs())
    except ChecklistError as error:
        _print_problems(error.file, error.problems, as_json=args.json)
        return BAD_INPUT
    except GoliveError as error:
        # With --json there is always a document, also of a file that is not there.
        if args.json:
            problem = Problem(line=0, path="", message=error.message, hint=error.hint)
            _print_problems(args.checklist, [problem], as_json=True)
        raise
    if args.json:
        answer_json([])
        return DONE
    answer(_summary(path, checklist))
    for contact in checklist.contacts:
        if not contact.filled:
            who = f"contact {clean(contact.role, 60)} is not filled in: {clean(contact.name, 60)}"
            tell(f"{clean(str(path))}:{contact.line}: warning: {who}")
    return DONE


def _print_problems(file: str, problems: Sequence[Problem], *, as_json: bool) -> None:
    if as_json:
        answer_json([_plain(file, problem) for problem in problems])
        return
    for problem in problems:
        answer(clean_lines(problem.sentence(clean(file)), 1000))
    tell(plural(len(problems), "problem"))


def _plain(file: str, problem: Problem) -> dict[str, str | int]:
    return {
        "file": file,
        "line": problem.line,
        "path": problem.path,
        "message": problem.message,
        "hint": problem.hint,
    }


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
    return f"{clean(str(path))}: good: {', '.join(counts)}"
