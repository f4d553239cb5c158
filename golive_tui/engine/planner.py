"""From a step's definition to the command as it will really run; it fails closed.

An undefined value, a placeholder left in, a missing program or directory is refused before
anything is requested. In a rehearsal only `rehearse` runs, and a step without it is refused.
"""

import contextlib
import os
import re
import shutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from golive_tui.checklist.model import Item, Step
from golive_tui.checklist.template import Lookup, expand
from golive_tui.errors import Refused, TemplateError
from golive_tui.launch.state import Origin
from golive_tui.launch.steps import Plan
from golive_tui.probes.look.rehearsed import STAND_IN, played
from golive_tui.secrets import MASK, Redactor
from golive_tui.text import clean

_PLACEHOLDER: Final = re.compile(r"<[A-Za-z](?:[A-Za-z0-9 _-]{0,40}[A-Za-z0-9])?>")
"""`<id>`, `<your token>`; a shell's `<in >out` has a space before its `>`."""


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
    real = _filled(item, step, command, lookup)
    # Filled in a second time, with masks: so that not even a short secret is in the plan.
    shown = _filled(item, step, command, _Masked(lookup))
    argv, shown_argv = real.argv, shown.argv
    if origin.rehearsal and argv[0] == STAND_IN:
        argv = _played(argv[1:], lookup, purpose)
        shown_argv = _played(shown_argv[1:], lookup, purpose)
    if real.cwd != shown.cwd:
        raise Refused(f"`{item.id}`: a secret is no name of a directory")
    directory = _directory(item, Path(origin.directory) / real.cwd)
    shell = step.shell and command is step.run
    _check_placeholders(item, shown, real)
    masked = Redactor(real.secrets)
    plan = Plan(
        argv=tuple(masked.redact_words(shown_argv)),
        directory=str(directory),
        target=origin.target,
        shell=shell,
        env={name: masked.redact(value) for name, value in shown.env.items()},
        rehearsed=origin.rehearsal,
    )
    ready = Ready(plan=plan, argv=argv, env=real.env, secrets=real.secrets)
    _check_places(item, ready, directory)
    return ready


def secrets_of(step: Step, lookup: Lookup) -> tuple[str, ...]:
    """Every secret that the step's commands may know and that is there now."""
    found: dict[str, str] = {}
    for value in (list(step.run), list(step.verify), list(step.rehearse), dict(step.env)):
        with contextlib.suppress(TemplateError):
            found |= expand(value, lookup).secrets
    return tuple(found.values())


class _Masked:
    """A lookup that knows which secrets there are and tells none."""

    def __init__(self, lookup: Lookup) -> None:
        self.value, self.output, self.stand_in = lookup.value, lookup.output, lookup.stand_in
        self._lookup = lookup

    def env(self, name: str) -> str | None:
        return MASK if self._lookup.env(name) else None

    def file(self, path: str) -> str | None:
        return MASK if self._lookup.file(path) else None

    def command(self, name: str) -> str | None:
        return MASK if self._lookup.command(name) else None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Filled:
    argv: tuple[str, ...]
    env: Mapping[str, str]
    cwd: str
    secrets: tuple[str, ...]


def _filled(item: Item, step: Step, command: tuple[str, ...], lookup: Lookup) -> _Filled:
    try:
        argv = expand(list(command), lookup)
        env = expand(dict(step.env), lookup)
        cwd = expand(step.cwd, lookup)
    except TemplateError as error:
        raise Refused(f"`{item.id}`: {error.message}", hint=error.hint) from error
    return _Filled(
        argv=tuple(str(part) for part in _listed(argv.value)),
        env={str(name): str(value) for name, value in _mapped(env.value).items()},
        cwd=str(cwd.value),
        secrets=tuple({**argv.secrets, **env.secrets, **cwd.secrets}.values()),
    )


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
    """The stand-in's command; a `verify` finds what it has left behind."""
    verify = ("--verify",) if purpose == "verify" else ()
    return played(words, lookup.stand_in("artifacts"), *verify)


def _listed(value: object) -> list[object]:
    return list(value) if isinstance(value, list | tuple) else []


def _mapped(value: object) -> Mapping[object, object]:
    return value if isinstance(value, Mapping) else {}


def _check_placeholders(item: Item, shown: _Filled, real: _Filled) -> None:
    for where, texts, secret in (
        ("command", shown.argv, real.argv),
        ("environment", tuple(shown.env.values()), tuple(real.env.values())),
    ):
        for text in texts:
            if left := _PLACEHOLDER.search(text):
                raise Refused(f"`{item.id}`: the placeholder {left[0]} is still in its {where}")
        if any(_PLACEHOLDER.search(text) for text in secret):
            raise Refused(f"`{item.id}`: a placeholder is still in a secret of its {where}")


def _directory(item: Item, path: Path) -> Path:
    with _looking(item, f"the directory {path}"):
        return path.resolve()


def _check_places(item: Item, ready: Ready, directory: Path) -> None:
    with _looking(item, f"the directory {directory}"):
        there = directory.is_dir()
    if not there:
        raise Refused(f"`{item.id}`: there is no directory {directory}")
    # The real program is looked for and the masked one named: the sentence is journaled.
    program, shown = (
        ("/bin/sh", "/bin/sh") if ready.plan.shell else (ready.argv[0], ready.plan.argv[0])
    )
    hint = f"looked in {directory if '/' in program else 'PATH'}"
    path = ready.env.get("PATH", os.environ.get("PATH", os.defpath))
    with _looking(item, f"the program {shown}", hint):
        there = _is_there(program, directory, path)
    if not there:
        raise Refused(f"`{item.id}`: there is no program {shown}", hint=hint)


@contextlib.contextmanager
def _looking(item: Item, what: str, hint: str = "") -> Iterator[None]:
    """Refuse where a place cannot be looked at. `Path` takes only some errors for absence: a home
    that is closed to us, a name too long or a sick file system come through, and as RuntimeError
    a circle of links, as ValueError a NUL."""
    try:
        yield
    except (OSError, RuntimeError, ValueError) as error:
        why = (error.strerror if isinstance(error, OSError) else None) or str(error)
        raise Refused(
            clean(f"`{item.id}`: {what} cannot be looked at: {why}"),
            hint=hint or "see that we may look into it and into every folder above it",
        ) from error


def _is_there(program: str, directory: Path, path: str) -> bool:
    if "/" not in program:
        return shutil.which(program, path=path) is not None
    return (directory / program).is_file() and os.access(directory / program, os.X_OK)
