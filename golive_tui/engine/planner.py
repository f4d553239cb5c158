"""From a step's definition to the command as it will really run; it fails closed.

An undefined value, a placeholder left in, a missing program or directory is refused before
anything is requested. In a rehearsal only `rehearse` runs, and a step without it is refused.
"""

import os
import re
import shutil
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

import golive_tui
from golive_tui.checklist.model import Item, Step
from golive_tui.checklist.template import Lookup, expand
from golive_tui.errors import Refused, TemplateError
from golive_tui.launch.state import Origin
from golive_tui.launch.steps import Plan
from golive_tui.secrets import Redactor

STAND_IN: Final = "golive-rehearse"
"""The first word of a `rehearse` that golive's own stand-in plays. Another Python may come first in
PATH than the one in which golive is installed, so the word names no program: see `_played`."""

_PLACEHOLDER: Final = re.compile(r"<[A-Za-z][A-Za-z0-9 _-]{0,40}>")


@dataclass(frozen=True, slots=True, kw_only=True)
class Ready:
    """A plan fit to be journaled, and beside it what only the holder may see."""

    plan: Plan
    argv: tuple[str, ...]
    env: Mapping[str, str] = field(default_factory=dict, repr=False)
    secrets: tuple[str, ...] = field(default=(), repr=False)


def plan_step(
    item: Item, step: Step, lookup: Lookup, origin: Origin, *, purpose: str = "run"
) -> Ready:
    """The command of a step, or of its `verify`, filled in and checked; raises Refused."""
    command = _command(item, step, rehearsal=origin.rehearsal, purpose=purpose)
    try:
        argv = expand(list(command), lookup)
        env = expand(dict(step.env), lookup)
        cwd = expand(step.cwd, lookup)
    except TemplateError as error:
        raise Refused(f"`{item.id}`: {error.message}", hint=error.hint) from error
    secrets = tuple({**argv.secrets, **env.secrets, **cwd.secrets}.values())
    final_argv = tuple(str(part) for part in _listed(argv.value))
    if origin.rehearsal and final_argv[:1] == (STAND_IN,):
        final_argv = _played(final_argv[1:], lookup, purpose)
    final_env = {str(k): str(v) for k, v in _mapped(env.value).items()}
    directory = (Path(origin.directory) / str(cwd.value)).resolve()
    shell = step.shell and command is step.run
    _check(item, final_argv, directory, {**os.environ, **final_env}, shell=shell)
    masked = Redactor(secrets)
    plan = Plan(
        argv=tuple(masked.redact(part) for part in final_argv),
        directory=str(directory),
        target=origin.target,
        shell=shell,
        env={name: masked.redact(value) for name, value in final_env.items()},
        rehearsed=origin.rehearsal,
    )
    return Ready(plan=plan, argv=final_argv, env=final_env, secrets=secrets)


def _command(item: Item, step: Step, *, rehearsal: bool, purpose: str) -> tuple[str, ...]:
    if purpose == "verify":
        if not step.verify:
            raise Refused(f"`{item.id}` has no `verify` command", hint="say what became of it")
        if not rehearsal:
            return step.verify
    if rehearsal:
        if not step.rehearse:
            raise Refused(
                f"a rehearsal runs no real command, and `{item.id}` has no `rehearse`",
                hint="answer it by hand, or add rehearse = [...] to the step",
            )
        return step.rehearse
    return step.run


def _played(words: tuple[str, ...], lookup: Lookup, purpose: str) -> tuple[str, ...]:
    """The stand-in's command: our own Python, and the folder that it can run wherever it starts.

    What it leaves behind goes to the rehearsal's own place, where a `verify` finds it.
    """
    folder = Path(golive_tui.__file__).parent / "rehearsal" / "deploy"
    place = lookup.stand_in("artifacts")
    placed = ("--artifacts", place) if place else ()
    verify = ("--verify",) if purpose == "verify" else ()
    return (sys.executable, str(folder), *placed, *verify, *words)


def _listed(value: object) -> list[object]:
    return list(value) if isinstance(value, list | tuple) else []


def _mapped(value: object) -> Mapping[object, object]:
    return value if isinstance(value, Mapping) else {}


def _check(
    item: Item,
    argv: tuple[str, ...],
    directory: Path,
    env: Mapping[str, str],
    *,
    shell: bool,
) -> None:
    for part in argv:
        left = _PLACEHOLDER.search(part)
        if left is not None:
            raise Refused(f"`{item.id}`: the placeholder {left[0]} is still in its command")
    if not directory.is_dir():
        raise Refused(f"`{item.id}`: there is no directory {directory}")
    program = "/bin/sh" if shell else argv[0]
    found = (
        os.access(directory / program, os.X_OK)
        if "/" in program
        else shutil.which(program, path=env.get("PATH", os.defpath)) is not None
    )
    if not found:
        raise Refused(
            f"`{item.id}`: there is no program {program}",
            hint=f"looked in {directory if '/' in program else 'PATH'}",
        )
