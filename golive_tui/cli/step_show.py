"""`golive step list` and `show`: how the steps stand, and what one would run."""

import argparse
import os
import pwd
from collections.abc import Iterator, Mapping
from typing import Any

from golive_tui.cli.act import asked
from golive_tui.cli.exit_codes import DONE, NO
from golive_tui.cli.launches import meant
from golive_tui.cli.output import answer, answer_json, tell
from golive_tui.cli.parsing import Parser
from golive_tui.cli.read import read_launch
from golive_tui.cli.watching import command_line
from golive_tui.launch.held_back import word_of
from golive_tui.report.acts import steps
from golive_tui.report.status import Facts
from golive_tui.store.directory import LaunchDirectory
from golive_tui.store.lock import holder
from golive_tui.text import clean
from golive_tui.units import show_duration
from golive_tui.wire.messages import ShowStep

_CONFIRM = {
    "none": "nothing",
    "enter": "that it shall run",
    "type-target": "the target's name: --confirm {target}",
}


def add_json(parser: Parser) -> None:
    """How to say it."""
    parser.add_argument("--json", action="store_true", help="one JSON document for scripts")


def run_list(args: argparse.Namespace) -> int:
    """Print the steps in the document's order."""
    facts = read_launch(meant(args))
    rows = [
        {"id": name, "title": _title(facts.checklist.item(name)), **step}
        for name, step in steps(facts.checklist, facts.state, facts.now).items()
    ]
    if args.json:
        answer_json({"schema": 1, "steps": rows})
        return DONE
    if not rows:
        tell("the checklist has no steps")
    width = max((len(each["id"]) for each in rows), default=0)
    newest = max((len(each["attempt"] or "") for each in rows), default=0)
    for each in rows:
        attempt = each["attempt"] or ""
        answer(
            f"{clean(each['id']):<{width}}  {_word(facts, each):<9}  {attempt:<{newest}}  "
            f"{clean(each['title'], 60)}{_people_and_tries(each)}"
        )
    return DONE


def _word(facts: Facts, row: Mapping[str, Any]) -> str:
    """Its status, as view 4 says it: one that never ran may wait, or be answered by a person."""
    item = facts.checklist.item(row["id"])
    if item is None or row["status"] != "ready":
        return str(row["status"])
    return word_of(facts.state, item, row["waits"] or "")


def _people_and_tries(row: Mapping[str, Any]) -> str:
    said = []
    if row["waits"]:
        said.append(clean(row["waits"], 100))
    if row["retry"]:
        said.append(f"retry {row['retry']} of {row['retries']}")
    if row["given_up"]:
        said.append(f"no retry: {clean(row['given_up'], 100)}")
    if row["approved_by"]:
        said.append(f"approved by {clean(row['approved_by'], 60)}")
    if row["approval"]:
        known = row["approval"]
        said.append(f"{clean(known['by'], 60)} approves a run until {known['expires_at']}")
    return f"  ({'; '.join(said)})" if said else ""


def _title(item: object) -> str:
    return str(getattr(item, "title", ""))


def run_show(args: argparse.Namespace) -> int:
    """Print what it would run; 0 when it may run now, 1 when it may not."""
    launch, said = asked(args, ShowStep(step=args.step))
    plan = {**said["plan"], "user": _user(launch), "host": _host(launch)}
    code = NO if plan["refusal"] else DONE
    if args.json:
        answer_json({"schema": 1, **plan})
        return code
    for label, text in _rows(plan):
        answer(f"{label:<10} {clean(text, 1000)}")
    return code


def _rows(plan: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    yield "step", str(plan["step"])
    yield "status", str(plan["status"])
    if "argv" in plan:
        shell = " (through /bin/sh)" if plan["shell"] else ""
        yield "command", command_line(plan["argv"], is_line=plan["shell"]) + shell
        yield "user", str(plan["user"])
        yield "host", str(plan["host"])
        yield "directory", str(plan["directory"])
        rehearsed = " (rehearsed: a stand-in for the command)" if plan["rehearsed"] else ""
        yield "target", f"{plan['target']}{rehearsed}"
        for name, value in plan["env"].items():
            yield "with", f"{name}={value}"
    if plan.get("four_eyes"):
        yield "approved", plan.get("approved_by") or "by nobody yet: it needs four eyes"
    if plan.get("retries"):
        yield "retries", str(plan["retries"])
    limit = plan["timeout"]
    yield "time limit", show_duration(limit) if limit is not None else "none"
    yield (
        "confirm",
        _CONFIRM.get(plan["confirm"], plan["confirm"]).format(target=plan.get("target", "TARGET")),
    )
    if plan["refusal"]:
        yield "not now", str(plan["refusal"])


def _user(launch: LaunchDirectory) -> str:
    """Whose engine it is: it writes nowhere but in its own user's directory."""
    uid = launch.path.stat().st_uid
    try:
        return pwd.getpwuid(uid).pw_name
    except KeyError:
        return str(uid)


def _host(launch: LaunchDirectory) -> str:
    held = holder(launch)
    return held.host if held is not None else os.uname().nodename
