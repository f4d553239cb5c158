"""Looking at environment variables, without ever telling a value."""

import os
from collections.abc import Mapping
from pathlib import Path

from golive_tui.errors import InputError
from golive_tui.probes.kind import Observation, Reach
from golive_tui.probes.look.child import Child
from golive_tui.probes.look.command import check_texts, last_line, started, text_of
from golive_tui.probes.look.file_look import FileLook
from golive_tui.probes.look.placeholders import is_placeholder
from golive_tui.probes.look.report_file import place, read_report
from golive_tui.probes.look.secret import is_strong
from golive_tui.probes.look.stages import Stages, late
from golive_tui.probes.look.variables import read_dotenv, read_lines
from golive_tui.secrets import Redactor
from golive_tui.text import plural


class EnvLookout:
    """Asks anew at each look."""

    def __init__(
        self,
        *,
        names: tuple[str, ...],
        equals: Mapping[str, str],
        strong: tuple[str, ...],
        argv: tuple[str, ...],
        cwd: str,
        env: dict[str, str],
        file: str,
        reach: Reach,
    ) -> None:
        check_texts(argv, cwd, env)
        self._names = names
        self._equals = equals
        self._strong = strong
        self._argv = argv
        self._cwd = Path(reach.directory, cwd).expanduser()
        self._env = env
        self._reach = reach
        self._path = place(reach.directory, file, "env") if file else None
        self._file_look = FileLook(self._read, self._path) if self._path else None
        self._stages = Stages()

    async def look(self) -> Observation:
        """Ask whoever knows them."""
        if self._file_look is not None:
            return await self._file_look.look()
        if self._argv:
            return await self._run()
        return self._seen("engine", os.environ)

    def late(self) -> Observation:
        """The command did not end, or a file system hangs."""
        if self._file_look is not None:
            return self._file_look.late()
        seen = late(self._stages, self._reach.deadline)
        return Observation(outcome="error", reason=seen.reason, detail=seen.detail)

    async def close(self) -> None:
        """Nothing is held: a look ends what it has started."""

    def _read(self) -> Observation:
        try:
            text = read_report(self._path or Path(), self._reach.directory).text
        except InputError as error:
            return _unknown("inconclusive", error.message)
        return self._seen("file", read_dotenv(text))

    async def _run(self) -> Observation:
        self._stages = Stages()
        self._stages.enter("command")
        child = started(self._argv, self._cwd, self._env)
        if not isinstance(child, Child):
            return child
        ended = await child.end()
        self._stages.leave()
        if ended.code != 0:
            return _unknown("cmd.exit", f"exit {ended.code}{_words(ended.stdout, ended.stderr)}")
        try:
            found = read_lines(text_of(ended.stdout))
        except InputError as error:
            return _unknown("inconclusive", f"the output of {self._argv[0]}: {error.message}")
        if ended.truncated and any(name not in found for name in self._names):
            return _unknown("inconclusive", f"{self._argv[0]} wrote more than is kept, 64 KiB")
        return self._seen("command", found)

    def _seen(self, source: str, found: Mapping[str, str]) -> Observation:
        wrong = _sorted_out(self._names, self._equals, found)
        told = {name for names in wrong.values() for name in names}
        wrong["weak"] = [
            name for name in self._strong if name not in told and not is_strong(found[name])
        ]
        bad = {name for names in wrong.values() for name in names}
        good = [name for name in self._names if name not in bad]
        facts: dict[str, object] = {
            "source": source,
            "wanted": len(self._names),
            "good": len(good),
            **wrong,
            "variable": {
                name: {"set": name in found, "length": len(found.get(name, ""))}
                for name in self._names
            },
        }
        phases = dict(self._stages.seconds)
        if not bad:
            detail = f"{plural(len(good), 'variable')} set ({source})"
            return Observation(outcome="ok", facts=facts, detail=detail, phases=phases)
        return Observation(
            outcome="fail",
            reason="assert.failed",
            detail=f"{len(bad)} of {plural(len(self._names), 'variable')}: {_told(wrong)}",
            facts=facts,
            phases=phases,
        )


def _sorted_out(
    names: tuple[str, ...], equals: Mapping[str, str], found: Mapping[str, str]
) -> dict[str, list[str]]:
    """The names that are not as they should be, each under one word for what is wrong."""
    wrong: dict[str, list[str]] = {
        "missing": [], "empty": [], "placeholders": [], "differing": []
    }  # fmt: skip
    for name in names:
        value = found.get(name)
        if value is None:
            wrong["missing"].append(name)
        elif name in equals:
            if value != equals[name]:
                wrong["differing"].append(name)
        elif not value.strip():
            wrong["empty"].append(name)
        elif is_placeholder(value):
            wrong["placeholders"].append(name)
    return wrong


def _told(wrong: Mapping[str, list[str]]) -> str:
    words = {
        "missing": "not set",
        "empty": "empty",
        "placeholders": "a placeholder",
        "differing": "not what `equals` says",
        "weak": "too weak a secret",
    }
    return "; ".join(f"{', '.join(names)} {words[what]}" for what, names in wrong.items() if names)


def _words(stdout: bytes, stderr: bytes) -> str:
    """The last words of a command that failed, without anything that it may have told before."""
    try:
        values = read_lines(text_of(stdout)).values()
    except InputError:
        values = {}.values()
    words = Redactor(values).redact(last_line(text_of(stderr)))
    return f": {words}" if words else ""


def _unknown(reason: str, detail: str) -> Observation:
    return Observation(outcome="error", reason=reason, detail=detail)
