"""What a holder is asked to run: `request.json`, and the secrets that never touch the disk.

The environment is the final one and whole: a command gets what stands there, the secrets' part of
it (`Secrets.env`), its attempt's id and folder, and the file for its outputs, and nothing of the
engine's or the holder's surroundings. Which of its own variables the engine passes on is the
engine's to say; `inherited` picks those that a tool on a jump host cannot do without.
"""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePath
from typing import Final

from golive_tui.errors import InputError
from golive_tui.holder.plain import Plain, encode
from golive_tui.text import clean

NAME: Final = "GOLIVE_ATTEMPT"
"""The environment variable with the attempt's id, for the command's own use."""
MARK: Final = "GOLIVE_ATTEMPT_FOLDER"
"""The environment variable that tells an attempt's processes from all others: another launch on
this host may have an attempt of the same id, and never the same folder."""

INHERITED: Final = (
    "PATH", "HOME", "USER", "LOGNAME", "SHELL", "LANG", "LANGUAGE", "TZ", "TMPDIR",
    "SSH_AUTH_SOCK", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME", "XDG_RUNTIME_DIR",
)  # fmt: skip
"""What a command needs to find its programs, its files and its person's keys."""

_INHERITED_KIND: Final = "LC_"
_TERM: Final = "xterm-256color"
_WIDEST: Final = 1000
LONGEST: Final = 1 << 20
"""Bytes of a request or of its secrets: a kernel takes no longer arguments either (execve(2))."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """One attempt of a step: its command, where and as what it runs, and when it is cut off.

    `through_shell`: `argv` is one line for /bin/sh. `cwd` is absolute. `timeout` in seconds, None:
    none; `grace`: seconds between SIGTERM and SIGKILL. `outputs`: the environment variable that
    names the file for outputs, "" for none. `version` is golive's, and goes into the result.
    """

    attempt: str
    argv: tuple[str, ...]
    cwd: str
    env: Mapping[str, str]
    through_shell: bool = False
    pty: bool = True
    columns: int = 120
    rows: int = 40
    timeout: float | None = None
    grace: float = 10.0
    outputs: str = ""
    version: str = ""

    def encode(self) -> bytes:
        """The content of `request.json`."""
        return encode(
            {
                "attempt": self.attempt,
                "argv": list(self.argv),
                "shell": self.through_shell,
                "cwd": self.cwd,
                "env": dict(self.env),
                "pty": self.pty,
                "columns": self.columns,
                "rows": self.rows,
                "timeout": self.timeout,
                "grace": self.grace,
                "outputs": self.outputs,
                "version": self.version,
            }
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Secrets:
    """What reaches the holder on its standard input alone, and ends with it.

    `values` are redacted from the output; `env` joins the request's environment; `argv` stands in
    for the request's, of the same length, where an argument holds a secret. (It is then to be
    seen in the process table by every user of the host: an environment variable is not.)
    """

    values: tuple[str, ...] = field(default=(), repr=False)
    env: Mapping[str, str] = field(default_factory=dict, repr=False)
    argv: tuple[str, ...] | None = field(default=None, repr=False)

    def encode(self) -> bytes:
        """What is written to the holder."""
        argv = list(self.argv) if self.argv is not None else None
        return encode({"values": list(self.values), "env": dict(self.env), "argv": argv})


def inherited(surroundings: Mapping[str, str]) -> dict[str, str]:
    """Those of our own variables that a command gets unasked."""
    return {
        name: value
        for name, value in surroundings.items()
        if name in INHERITED or name.startswith(_INHERITED_KIND)
    }


def read_request(data: bytes) -> Request:
    """The request in a `request.json`; raises InputError, VersionMismatch."""
    try:
        plain = Plain.of_our_format(data, "The request")
        request = Request(
            attempt=plain.take("attempt", str),
            argv=plain.texts("argv"),
            through_shell=plain.take("shell", bool),
            cwd=plain.take("cwd", str),
            env=plain.table("env"),
            pty=plain.take("pty", bool),
            columns=plain.take("columns", int),
            rows=plain.take("rows", int),
            timeout=None if plain.values.get("timeout") is None else plain.number("timeout"),
            grace=plain.number("grace"),
            outputs=plain.take("outputs", str),
            version=plain.take("version", str),
        )
    except ValueError as error:
        raise InputError(f"The request cannot be read: {clean(str(error))}.") from error
    check(request, Secrets())
    return request


def read_secrets(data: bytes) -> Secrets:
    """The secrets as they came; raises InputError when they are cut off, so that a command whose
    engine died while it spoke is not started with a part of them."""
    try:
        plain = Plain.of_our_format(data, "What came on standard input")
        argv = None if plain.values.get("argv") is None else plain.texts("argv")
        return Secrets(values=plain.texts("values"), env=plain.table("env"), argv=argv)
    except ValueError:
        # No cause, no position: an error of the parser would quote what it read.
        raise InputError("The secrets on standard input are not whole: nothing is run.") from None


def check(request: Request, secrets: Secrets) -> None:
    """Raise InputError for what no system can run."""
    argv = secrets.argv if secrets.argv is not None else request.argv
    env = {**request.env, **secrets.env}
    if not argv or not argv[0] or len(argv) != len(request.argv):
        raise InputError("The request names no program.")
    if request.through_shell and len(argv) != 1:
        raise InputError("With `shell`, the command is one line.")
    if any("\0" in text for text in (*argv, request.cwd, request.outputs, *env, *env.values())):
        raise InputError("A text with a NUL character cannot be passed to a program.")
    if any(not name or "=" in name for name in env) or "=" in request.outputs:
        raise InputError("The environment has a name that is none.")
    if not PurePath(request.cwd).is_absolute():
        raise InputError(f"The directory {clean(request.cwd)} is not absolute.")
    if not (0 < request.columns <= _WIDEST and 0 < request.rows <= _WIDEST):
        raise InputError(f"A terminal has 1 to {_WIDEST} columns and rows.")
    if (request.timeout is not None and not request.timeout > 0) or not request.grace >= 0:
        raise InputError("The time-out and the grace are spans of time.")
    if sum(len(text) for text in (*argv, *env, *env.values())) > LONGEST:
        raise InputError("The arguments and the environment are longer than a program may get.")


def final_argv(request: Request, secrets: Secrets) -> tuple[str, ...]:
    """The arguments as the program gets them."""
    argv = secrets.argv if secrets.argv is not None else request.argv
    return ("/bin/sh", "-c", argv[0]) if request.through_shell else argv


def mark(folder: Path) -> str:
    """`NAME=value`, as it stands in the environment of what an attempt runs."""
    return f"{MARK}={os.path.realpath(folder)}"


def final_env(request: Request, secrets: Secrets, outputs: Path) -> dict[str, str]:
    """The environment as the program gets it; `outputs`: the file for them, in the attempt's
    folder."""
    env = {"TERM": _TERM} if request.pty else {}
    env |= {**request.env, **secrets.env, NAME: request.attempt}
    env[MARK] = os.path.realpath(outputs.parent)
    if request.outputs:
        env[request.outputs] = str(outputs)
    return env
