"""Looking by a command."""

import os
import signal
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final

from golive_tui.checklist.condition import Beginning, FirstLines
from golive_tui.errors import InputError
from golive_tui.probes.facts import Absent, LazyFacts, read_json
from golive_tui.probes.kind import Objection, Observation, Reach
from golive_tui.probes.look.child import Child, Ended
from golive_tui.probes.look.reasons import reason_of
from golive_tui.probes.look.stages import Stages, late

PASSED_ON: Final = ("PATH", "HOME", "LANG")
"""What a command gets of the engine's environment: the rest may hold secrets of the launch."""

LAST_WORDS: Final = 2000
"""Characters of the last line that go into the detail, before redaction cuts it."""


def check_texts(argv: tuple[str, ...], cwd: str, env: Mapping[str, str]) -> None:
    """Raise InputError for texts that cannot be passed to a program."""
    if any("\0" in text for text in (*argv, cwd, *env, *env.values())):
        raise InputError("command: a text with a NUL character cannot be passed to a program")
    if any("=" in name or not name for name in env):
        raise InputError("command: `env` has a name that is none")


def started(argv: tuple[str, ...], cwd: Path, env: Mapping[str, str]) -> Child | Observation:
    """The command at work, or why it cannot be."""
    if not cwd.is_dir():
        return _unable("config.invalid", f"there is no directory {cwd}")
    kept = {name: os.environ[name] for name in PASSED_ON if name in os.environ}
    try:
        return Child(argv, str(cwd), {**kept, **env})
    except FileNotFoundError:
        return _unable("cmd.not_found", f"there is no program {argv[0]}")
    except PermissionError:
        return _unable("cmd.denied", f"{argv[0]} may not be run")
    except OSError as error:
        seen = reason_of(error)
        known = seen.reason if seen.reason != "probe.bug" else "cmd.denied"
        return _unable(known, f"{argv[0]} cannot be run: {error.strerror}")


class CommandLookout:
    """Starts the command anew at each look."""

    def __init__(
        self,
        *,
        argv: tuple[str, ...],
        shell: bool,
        cwd: str,
        env: dict[str, str],
        parse: str,
        reach: Reach,
    ) -> None:
        check_texts(argv, cwd, env)
        self._argv = argv
        self._shell = shell
        self._cwd = Path(reach.directory, cwd).expanduser()
        self._env = env
        self._parse = parse
        self._reach = reach
        self._stages = Stages()
        self._child: Child | None = None

    async def look(self) -> Observation:
        """Run it to its end."""
        self._stages = Stages()
        self._child = None
        self._stages.enter("command")
        child = started(self._argv, self._cwd, self._env)
        if not isinstance(child, Child):
            return child
        self._child = child
        ended = await self._child.end()
        self._stages.leave()
        return self._seen(ended)

    def late(self) -> Observation:
        """It did not end; its last words may say what it waited for."""
        seen = late(self._stages, self._reach.deadline)
        stdout, stderr = self._child.wrote if self._child is not None else (b"", b"")
        words = last_line(text_of(stderr)) or last_line(text_of(stdout))
        return Observation(
            outcome=seen.outcome,
            reason=seen.reason,
            detail=f"{seen.detail}{f'; its last words: {words}' if words else ''}",
        )

    async def close(self) -> None:
        """Nothing is held: a look ends what it has started."""

    def _seen(self, ended: Ended) -> Observation:
        seconds = self._stages.seconds["command"]
        out, err = text_of(ended.stdout), text_of(ended.stderr)
        facts: dict[str, object] = {
            "exit": ended.code,
            "stdout": Beginning(out) if ended.truncated else out,
            "stderr": Beginning(err) if ended.truncated else err,
            "lines": FirstLines(out.splitlines()[:-1]) if ended.truncated else out.splitlines(),
            "time": seconds,
            "truncated": ended.truncated,
        }
        makers: dict[str, Callable[[], object]] = {"json": lambda: self._read_json(out, ended)}
        words = last_line(err) or last_line(out)
        said = f": {words}" if words else ""
        if ended.code < 0:
            return Observation(
                outcome="fail",
                reason="cmd.signal",
                detail=f"ended by {_signal_name(-ended.code)}{said}",
                facts=LazyFacts(facts, makers),
                latency=seconds,
            )
        if self._parse == "json" and ended.code == 0:
            read = self._read_json(out, ended)
            if isinstance(read, Absent):
                return _unable("inconclusive", f"its output: {read.why}", facts, seconds)
            facts["json"] = read
        return Observation(
            outcome="ok",
            facts=LazyFacts(facts, makers),
            latency=seconds,
            objection=self._objection(ended.code, said),
        )

    def _read_json(self, out: str, ended: Ended) -> object:
        if self._parse == "text":
            return Absent('`parse = "text"` says that it is none')
        read = read_json(out)
        if isinstance(read, Absent) and ended.truncated:
            return Absent("it wrote more than is kept, 64 KiB: let it print less")
        return read

    def _objection(self, code: int, said: str) -> Objection | None:
        if code == 0:
            return None
        detail = f"exit {code}{said}"
        if self._shell and code in {126, 127}:
            # What a shell says of a program that it could not run (POSIX, 2.8.2).
            reason = "cmd.not_found" if code == 127 else "cmd.denied"
            return Objection(facts=("exit",), reason=reason, detail=detail, outcome="error")
        return Objection(facts=("exit",), reason="cmd.exit", detail=detail)


def _unable(
    reason: str,
    detail: str,
    facts: Mapping[str, object] | None = None,
    latency: float | None = None,
) -> Observation:
    return Observation(
        outcome="error", reason=reason, detail=detail, facts=facts or {}, latency=latency
    )


def text_of(output: bytes) -> str:
    """Output as text; what is no UTF-8 is replaced."""
    return output.decode("utf-8", "replace")


def last_line(text: str) -> str:
    """The last line that is not blank: what a program ends with says most."""
    return next((line for line in reversed(text.splitlines()) if line.strip()), "")[:LAST_WORDS]


def _signal_name(number: int) -> str:
    try:
        return signal.Signals(number).name
    except ValueError:
        return f"signal {number}"
