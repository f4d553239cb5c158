"""`golive list`: the launches on this host, the newest first."""

import argparse
from typing import Any

from golive_tui.cli.exit_codes import DONE
from golive_tui.cli.output import answer, answer_json, tell
from golive_tui.cli.parsing import Parser
from golive_tui.errors import GoliveError
from golive_tui.launch.events import LaunchCreated
from golive_tui.store.catalog import base, first_event, launches
from golive_tui.store.directory import LaunchDirectory
from golive_tui.store.lock import holder
from golive_tui.text import clean
from golive_tui.units import show_instant


def add_arguments(parser: Parser) -> None:
    """How to say it."""
    parser.add_argument("--json", action="store_true", help="one JSON document for scripts")


def row(launch: LaunchDirectory) -> dict[str, Any]:
    """What is known of a launch without reading all of it; `error` when not even that."""
    known: dict[str, Any] = {"id": launch.path.name, "dir": str(launch.path)}
    try:
        event = first_event(launch)
    except GoliveError as error:
        return {**known, "engine": "stopped", "error": clean(error.message)}
    fact = event.fact
    assert isinstance(fact, LaunchCreated)  # noqa: S101 - first_event gives no other
    return {
        **known,
        "title": fact.title,
        "target": fact.target,
        "rehearsal": fact.rehearsal,
        "created_at": show_instant(event.at),
        "engine": "running" if holder(launch) is not None else "stopped",
    }


def run(args: argparse.Namespace) -> int:
    """Print them."""
    rows = [row(launch) for launch in launches(base())]
    if args.json:
        answer_json({"schema": 1, "launches": rows})
        return DONE
    if not rows:
        tell(f"no launches in {base()}; golive run CHECKLIST begins one")
    for each in rows:
        about = each.get("error") or f"{clean(each['title'], 60)} on {each['target']}"
        answer(f"{each['id']:<40}  {each['engine']:<7}  {about}")
    return DONE
