"""`golive doctor`: can this host carry a launch, and with a checklist: can it carry this one."""

import argparse
import sys
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain
from pathlib import Path
from typing import Final

from golive_tui.cli.exit_codes import DONE, NO
from golive_tui.cli.host import clock_sync, disk, linger, screen, system
from golive_tui.cli.host.finding import Finding, Verdict
from golive_tui.cli.output import answer, answer_json
from golive_tui.cli.parsing import Parser, add_checklist, path
from golive_tui.errors import InputError
from golive_tui.store.catalog import base
from golive_tui.text import clean, plural
from golive_tui.tui.ground.glyphs import GLYPHS

_GLYPHS: Final[Mapping[Verdict, str]] = {
    "ok": "done",
    "note": "due",
    "unknown": "unknown",
    "wrong": "fail",
}
_WIDTH: Final = 12
_INDENT: Final = 23


def add_arguments(parser: Parser) -> None:
    """Which checklist, if any."""
    add_checklist(parser, optional=True)
    parser.add_argument(
        "--target", metavar="NAME", help="the target whose hosts and secrets are looked at"
    )
    parser.add_argument(
        "--launch", type=path, metavar="DIR", help="the launch directory that will be used"
    )
    parser.add_argument("--json", action="store_true", help="one JSON document for scripts")


def run(args: argparse.Namespace) -> int:
    """Look at everything; 1 when something is wrong. Unknown is never good, and no failure."""
    if args.target is not None and args.checklist is None:
        raise InputError("--target is one of a checklist: which?", hint="golive doctor CHECKLIST")
    checklist = _checklist(args)
    findings = chain(_host(args.launch or base()), checklist or ())
    said = list(findings) if args.json else _told(findings)
    if args.json:
        answer_json(_document(said))
    return NO if any(each.verdict == "wrong" for each in said) else DONE


def _host(folder: Path) -> Iterator[Finding]:
    yield from system.look()
    yield clock_sync.look()
    yield linger.look()
    yield from disk.look(folder)
    yield from screen.look()


def _checklist(args: argparse.Namespace) -> Iterable[Finding] | None:
    """The findings on a checklist, to be made after those on the host; None without one.

    Raises NotFound, ChecklistError and InputError before anything is looked at.
    """
    if args.checklist is None:
        return None
    from golive_tui.checklist_files import find, load
    from golive_tui.cli.host import reach
    from golive_tui.engine.create import choose_target
    from golive_tui.probes.all_kinds import specs

    checklist, _ = load(find(args.checklist), specs())
    return reach.look(checklist, choose_target(checklist, args.target), Path.cwd())


def _told(findings: Iterable[Finding]) -> list[Finding]:
    """Print each finding as it is made, and the sum of them."""
    said = []
    for each in findings:
        said.append(each)
        answer(f"{_mark(each.verdict)} {each.check:<{_WIDTH}} {clean(each.says)}")
        if each.remedy and each.verdict != "ok":
            answer(f"{'':<{_INDENT}}{clean(each.remedy)}")
        sys.stdout.flush()
    counts = {word: sum(each.verdict == word for each in said) for word in _GLYPHS}
    answer(
        f"{plural(counts['wrong'], 'thing is', 'things are')} wrong, {counts['unknown']} unknown"
    )
    return said


def _mark(verdict: Verdict) -> str:
    """Glyph and word, of one width."""
    glyph = GLYPHS[_GLYPHS[verdict]]
    sign = glyph.unicode
    try:
        sign.encode(sys.stdout.encoding or "ascii")
    except UnicodeEncodeError:
        sign = glyph.ascii
    return f"{sign} {verdict:<7}"


def _document(findings: Iterable[Finding]) -> dict[str, object]:
    checks = [
        {
            "check": each.check,
            "verdict": each.verdict,
            "says": each.says,
            "remedy": each.remedy or None,
        }
        for each in findings
    ]
    good = all(check["verdict"] != "wrong" for check in checks)
    return {"schema": 1, "good": good, "checks": checks}
