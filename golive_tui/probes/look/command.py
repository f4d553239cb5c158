"""Looking by a command."""

import os
import signal
from collections.abc import Callable
from pathlib import Path
from typing import Final

from golive_tui.errors import InputError
from golive_tui.probes.facts import LazyFacts, read_json
from golive_tui.probes.kind import Objection, Observation, Reach
from golive_tui.probes.look.child import Child, Ended
from golive_tui.probes.look.reasons import reason_of
from golive_tui.probes.look.stages import Stages, late

PASSED_ON: Final = ("PATH", "HOME", "LANG")
"""What a command gets of the engine's environment: the rest may hold secrets of the launch."""

LAST_WORDS: Final = 2000
"""Characters of the last line that go into the detail, before redaction cuts it."""


class CommandLookout:
    """Starts the command anew at each look."""

    def __init__(
        self, *, argv: tuple[str, ...], shell: bool, cwd: str, env: dict[str, str], reach: Reach
    ) -> None:
        if any("\0" in text for text in (*argv, cwd, *env, *env.values())):
            raise InputError("command: a text with a NUL character cannot be passed to a program")
        if any("=" in name or not name for name in env):
            raise InputError("command: `env` has a name that is none")
        self._argv = argv
        self._shell = shell
        self._cwd = Path(reach.directory, cwd).expanduser()
        self._env = env
        self._reach = reach
        self._stages = Stages()
        self._child: Child | None = None

    async def look(self) -> Observation:
        """Run it to its end."""
        self._stages = Stages()
        if not self._cwd.is_dir():
            return _unable("config.invalid", f"there is no directory {self._cwd}")
        kept = {name: os.environ[name] for name in PASSED_ON if name in os.environ}
        self._child = None
        self._stages.enter("command")
        try:
            self._child = Child(self._argv, str(self._cwd), {**kept, **self._env})
        except FileNotFoundError:
            return _unable("cmd.not_found", f"there is no program {self._argv[0]}")
        except PermissionError:
            return _unable("cmd.denied", f"{self._argv[0]} may not be run")
        except OSError as error:
            seen = reason_of(error)
            known = seen.reason if seen.reason != "probe.bug" else "cmd.denied"
            return _unable(known, f"{self._argv[0]} cannot be run: {error.strerror}")
        ended = await self._child.end()
        self._stages.leave()
        return self._seen(ended)

    def late(self) -> Observation:
        """It did not end; its last words may say what it waited for."""
        seen = late(self._stages, self._reach.deadline)
        stdout, stderr = self._child.wrote if self._child is not None else (b"", b"")
        words = _last_line(_text(stderr)) or _last_line(_text(stdout))
        return Observation(
            outcome=seen.outcome,
            reason=seen.reason,
            detail=f"{seen.detail}{f'; its last words: {words}' if words else ''}",
        )

    async def close(self) -> None:
        """Nothing is held: a look ends what it has started."""

    def _seen(self, ended: Ended) -> Observation:
        seconds = self._stages.seconds["command"]
        out, err = _text(ended.stdout), _text(ended.stderr)
        facts: dict[str, object] = {
            "exit": ended.code,
            "stdout": out,
            "stderr": err,
            "lines": out.splitlines(),
            "time": seconds,
            "truncated": ended.truncated,
        }
        makers: dict[str, Callable[[], object]] = {"json": lambda: read_json(out)}
        words = _last_line(err) or _last_line(out)
        said = f": {words}" if words else ""
        if ended.code < 0:
            return Observation(
                outcome="fail",
                reason="cmd.signal",
                detail=f"ended by {_signal_name(-ended.code)}{said}",
                facts=LazyFacts(facts, makers),
                latency=seconds,
            )
        return Observation(
            outcome="ok",
            facts=LazyFacts(facts, makers),
            latency=seconds,
            objection=self._objection(ended.code, said),
        )

    def _objection(self, code: int, said: str) -> Objection | None:
        if code == 0:
            return None
        detail = f"exit {code}{said}"
        if self._shell and code in {126, 127}:
            # What a shell says of a program that it could not run (POSIX, 2.8.2).
            reason = "cmd.not_found" if code == 127 else "cmd.denied"
            return Objection(facts=("exit",), reason=reason, detail=detail, outcome="error")
        return Objection(facts=("exit",), reason="cmd.exit", detail=detail)


def _unable(reason: str, detail: str) -> Observation:
    return Observation(outcome="error", reason=reason, detail=detail)


def _text(output: bytes) -> str:
    return output.decode("utf-8", "replace")


def _last_line(text: str) -> str:
    return next((line for line in reversed(text.splitlines()) if line.strip()), "")[:LAST_WORDS]


def _signal_name(number: int) -> str:
    try:
        return signal.Signals(number).name
    except ValueError:
        return f"signal {number}"
