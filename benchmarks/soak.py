"""A soak: an accelerated week and a real hour, side by side, and what grew meanwhile.

`make soak` takes an hour, `make soak ARGS="--hour 5m --week 3m"` is a taste. Each leg is a demo
launch of the customer's document with its real engine, stand-in, probes, triggers and rounds, and
a dashboard attached under a pty. Writes docs/soak.md; exit 1 when something grew.
"""

import argparse
import json
import subprocess
import sys
from pathlib import Path
from typing import Any, Final

from benchmarks.machine import machine, today
from benchmarks.soak_report import GOOD, judged, section
from golive_tui.units import duration

ROOT: Final = Path(__file__).resolve().parents[1]
PAGE: Final = ROOT / "docs" / "soak.md"
WEEK: Final = 7 * 24 * 3600.0
HOUR_SPEED: Final = 180.0
"""So that what fills has filled in the first third: the windows of 24 h after 8 minutes, the 48
hourly rounds after 16. At 60, that went on until the 48th minute, and looked like growth."""

INTRODUCTION: Final = """# Soak

Two legs side by side on one machine. Each is a demo launch of `checklists/flowmind.toml` with its
real engine, the stand-in, all probes, triggers and rounds, and the dashboard attached in a
pseudo-terminal of 160x45. At every look an item is marked, the round that is due is completed,
eight keys are pressed (each view, help and back) and six more move the cursor; every few looks a
step runs and `golive check --all` verifies everything that has a check.

A verdict is drawn over the last two thirds of a leg: what fills (windows of 24 hours, the rounds of
two days, the events that are held) has filled before. `flat`: the Theil-Sen slope comes to no more
than the rule of the series allows (memory, and of it the `heap` that malloc has in use, 2 MB or
5 %, the memory blocks that Python has in use 5 %, descriptors 2, threads and children 1, tasks 4 or
10 %, key median 20 ms or 25 %, slowest key 100 ms or 50 %). `steady`: files that remember all that
happened grow, and no quicker in the last third than in the middle one. The rules stand
in `benchmarks/soak_report.py`.

Key times are milliseconds from the key to the screen that shows what was asked for, on a machine
that runs both legs, the commands that act on them, the screen's reader and whatever else its load
tells of: compare them with each other, not with a budget. [benchmarks.md](benchmarks.md) measures
key to paint by itself.
"""


def main() -> int:
    """Run both legs, and write the page."""
    parser = argparse.ArgumentParser(description=__doc__, allow_abbrev=False)
    parser.add_argument("--hour", default="1h", help="length of the leg at the demo's own speed")
    parser.add_argument("--week", default="10m", help="length of the accelerated week; 0s: none")
    parser.add_argument("--keep", type=Path, default=ROOT / "build" / "soak", help="for the looks")
    parser.add_argument("--redraw", action="store_true", help="only the page, from kept looks")
    parser.add_argument("--note", default="", help="a sentence for the page")
    options = parser.parse_args()
    options.keep.mkdir(parents=True, exist_ok=True)
    if not options.redraw:
        for old in options.keep.glob("*.jsonl"):
            old.unlink()
        run(options)
    looks = {name: read(options.keep / f"{name}.jsonl") for name in ("week", "hour")}
    made = page({name: each for name, each in looks.items() if each}, options.note)
    PAGE.write_text(made, encoding="utf-8")
    trends = [trend for each in looks.values() if each for trend in judged(each).values()]
    print(f"wrote {PAGE.relative_to(ROOT)}")
    return int(any(trend.verdict not in GOOD for trend in trends))


def run(options: argparse.Namespace) -> None:
    """Both legs beside each other. Raises CalledProcessError when one ends before its time."""
    week, hour = duration(options.week), duration(options.hour)
    legs = [leg(options.keep / "hour.jsonl", HOUR_SPEED, hour, min(30.0, hour / 30))]
    if week:
        legs.append(leg(options.keep / "week.jsonl", WEEK / week, week, min(10.0, week / 30)))
    for process in legs:
        if process.wait():
            raise subprocess.CalledProcessError(process.returncode, process.args)


def leg(out: Path, speed: float, seconds: float, every: float) -> "subprocess.Popen[bytes]":
    """Start one leg."""
    argv = ["--speed", f"{speed:g}", "--seconds", f"{seconds:g}", "--every", f"{every:g}"]
    return subprocess.Popen(
        [sys.executable, "-m", "benchmarks.soak_leg", *argv, "--out", str(out)], cwd=ROOT
    )


def read(path: Path) -> list[dict[str, Any]]:
    """The looks of a leg; none when it was not run."""
    if not path.exists():
        return []
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def page(looks: dict[str, list[dict[str, Any]]], note: str) -> str:
    """The whole page."""
    parts = [INTRODUCTION, f"{today()}, {machine()}. Made by `make soak`. {note}\n"]
    titles = {"week": "An accelerated week", "hour": "A real hour, 180 times as fast"}
    parts += [section(titles[name], each) + "\n" for name, each in looks.items()]
    return "\n".join(parts)


if __name__ == "__main__":
    sys.exit(main())
