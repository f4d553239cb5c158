"""Measure everything and write docs/benchmarks.md: `make bench`, one command, one table.

It takes about ten minutes on an idle machine. `ARGS="--only start-up"` measures one group, shown
and not written; `--list` names the groups.
"""

import argparse
import compileall
import importlib
import os
import sys
import traceback
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from benchmarks.bench import ROOT, Bench, unmeasured
from benchmarks.machine import load, machine, today, version_of
from benchmarks.table import HEAD, Row, between, markdown, plain
from golive_tui.clock import stopwatch

FAILED: Final = "this group failed:"
PAGE: Final = ROOT / "docs" / "benchmarks.md"

BENCHES: Final = (
    Bench(name="start-up", title="Starting", module="start_up"),
    Bench(name="append", title="Recording an event", module="append_cost"),
    Bench(name="act", title="An act", module="act_cost"),
    Bench(name="resume", title="Coming back", module="resume_cost"),
    Bench(name="week", title="A week in no time", module="week"),
    Bench(name="triggers", title="Judging", module="triggers"),
    Bench(name="dashboard", title="The dashboard", module="dashboard"),
    Bench(name="terminal", title="Bytes to the terminal", module="terminal_bytes"),
    Bench(name="output", title="A step that prints much", module="output_cost"),
    Bench(name="flood", title="The dashboard while 1 GB flows", module="flood"),
    Bench(name="monitors", title="At rest, beside monitors", module="monitors"),
    Bench(name="probing", title="Probing", module="probing"),
)

PEERS: Final = (
    ("prometheus-blackbox-exporter", "--version"),
    ("script", "--version"),
    ("glances", "--version"),
    ("htop", "--version"),
    ("btop", "--version"),
)


def main() -> int:
    """Measure, show, write; 1 when a group could not be measured at all."""
    parser = argparse.ArgumentParser(prog="make bench", description=__doc__, allow_abbrev=False)
    parser.add_argument("--only", action="append", metavar="NAME", help="this group; repeatable")
    parser.add_argument("--list", action="store_true", help="name the groups")
    parser.add_argument("--write", type=Path, metavar="FILE", help="the page; docs/benchmarks.md")
    options = parser.parse_args()
    names = [bench.name for bench in BENCHES]
    if options.list:
        print("\n".join(names))
        return 0
    unknown = sorted(set(options.only or ()) - set(names))
    if unknown:
        parser.error(f"there is no {unknown[0]}; there are {', '.join(names)}")
    chosen = [bench for bench in BENCHES if not options.only or bench.name in options.only]
    compiled()
    begin, busy = stopwatch(), load()
    found = [(bench, measured(bench)) for bench in chosen]
    if not options.only or options.write:
        place = options.write or PAGE
        made = body(found, busy=busy, seconds=stopwatch() - begin)
        place.write_text(between(place.read_text(encoding="utf-8"), made), encoding="utf-8")
        print(f"wrote {place}")
    over = [row.what for _, rows in found for row in rows if row.verdict == "over"]
    print("\nover budget: " + ("; ".join(over) or "nothing"))
    return int(any(not rows or rows[-1].remark.startswith(FAILED) for _, rows in found))


def compiled() -> None:
    """Have the byte code that an installed golive has, lest every start compile all files."""
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    for folder in ("golive_tui", "benchmarks", "tests/tui"):
        compileall.compile_dir(ROOT / folder, quiet=1)


def measured(bench: Bench) -> list[Row]:
    """The rows of a group, shown as they come; one that fails gives a row that says so, and the
    other groups are measured all the same."""
    print(f"\n== {bench.title} ({bench.name})", flush=True)
    rows: list[Row] = []
    try:
        found: Iterable[Row] = importlib.import_module(f"benchmarks.{bench.module}").rows()
        for row in found:
            rows.append(row)
            print(plain(("",) * len(HEAD), [row.cells()]).strip(), flush=True)
    except Exception as error:  # noqa: BLE001 - an hour's figures are not lost to one bad group
        traceback.print_exc()
        words = str(error).partition("\n")[0][:120]
        rows.append(unmeasured(bench.title, f"{FAILED} {type(error).__name__}: {words}"))
    return rows


def body(found: list[tuple[Bench, list[Row]]], *, busy: float, seconds: float) -> str:
    """What stands between the markers."""
    rows = [row for _, each in found for row in each]
    over = [row.what for row in rows if row.verdict == "over"]
    peers = [version_of(*peer) or f"no {peer[0]}" for peer in PEERS]
    parts = [
        f"{today()}, {machine()}. Load when it began: {busy:.1f}; it took {seconds / 60:.0f} min.",
        f"Peers: {'; '.join(peers)}.",
        f"Over budget: {'; '.join(over)}." if over else "Nothing is over its budget.",
    ]
    for bench, each in found:
        parts += [f"## {bench.title}", f'`make bench ARGS="--only {bench.name}"`']
        parts.append(markdown(HEAD, [row.cells() for row in each]))
    return "\n\n".join(parts)


if __name__ == "__main__":
    sys.exit(main())
