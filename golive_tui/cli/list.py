"""`golive list`: the launches on this host, the one that changed last first."""

import argparse
from datetime import UTC, datetime
from typing import Literal, NotRequired, TypedDict

from golive_tui.cli.exit_codes import DONE
from golive_tui.cli.launches import runs
from golive_tui.cli.output import answer, answer_json, tell
from golive_tui.cli.parsing import Parser
from golive_tui.errors import GoliveError
from golive_tui.launch.events import LaunchCreated
from golive_tui.store.catalog import base, first_event, launches
from golive_tui.store.directory import LaunchDirectory
from golive_tui.text import clean
from golive_tui.units import show_instant


class Row(TypedDict):
    """What is known of a launch without reading all of it; `error` when not even that.

    `verdict` is null where no engine runs: nobody looks, and only `golive status` would tell.
    """

    id: str
    dir: str
    title: str
    target: str
    rehearsal: bool
    created_at: str | None
    changed_at: str
    engine: Literal["running", "stopped"]
    verdict: Literal["go", "hold", "no-go"] | None
    error: NotRequired[str]


def add_arguments(parser: Parser) -> None:
    """How to say it."""
    parser.add_argument("--json", action="store_true", help="one JSON document for scripts")


def row(launch: LaunchDirectory) -> Row:
    """The launch's row; never raises for a launch that is damaged."""
    known = Row(
        id=launch.path.name,
        dir=str(launch.path),
        title="",
        target="",
        rehearsal=False,
        created_at=None,
        changed_at=_changed(launch),
        engine="running" if runs(launch) else "stopped",
        verdict=None,
    )
    try:
        event = first_event(launch)
        if isinstance(event.fact, LaunchCreated):
            known["title"] = event.fact.title
            known["target"] = event.fact.target
            known["rehearsal"] = event.fact.rehearsal
            known["created_at"] = show_instant(event.at)
        if known["engine"] == "running":
            known["verdict"] = _verdict(launch)
    except GoliveError as error:
        known["error"] = clean(error.message)
    return known


def _verdict(launch: LaunchDirectory) -> Literal["go", "hold", "no-go"]:
    from golive_tui.cli.read import read_launch
    from golive_tui.launch.progress import decision

    facts = read_launch(launch)
    return decision(facts.checklist, facts.state, facts.now).word


def _changed(launch: LaunchDirectory) -> str:
    """When the journal last grew."""
    at = 0.0
    for path in (launch.journal, launch.state, launch.carried):
        try:
            at = path.stat().st_mtime
            break
        except OSError:
            continue
    return show_instant(datetime.fromtimestamp(at, UTC))


def run(args: argparse.Namespace) -> int:
    """Print them."""
    rows = [row(launch) for launch in launches(base())]
    if args.json:
        answer_json({"schema": 1, "launches": rows})
        return DONE
    if not rows:
        tell(f"no launches in {clean(str(base()))}; golive run CHECKLIST begins one")
    width = max((len(each["id"]) for each in rows), default=0)
    for each in rows:
        about = each.get("error") or f"{clean(each['title'], 60)}, on {clean(each['target'], 40)}"
        verdict = each["verdict"] or ""
        answer(f"{clean(each['id']):<{width}}  {each['engine']:<7}  {verdict:<5}  {about}")
    return DONE
