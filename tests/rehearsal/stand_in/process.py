"""The stand-in as its parent has it: a child process with a pipe on either side."""

import json
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from tests.rules.project import ROOT

COMMAND = (sys.executable, "-m", "golive_tui.rehearsal.stand_in")


@dataclass(frozen=True)
class Running:
    """A started stand-in, what it told first, and its addresses."""

    process: subprocess.Popen[bytes]
    told: Mapping[str, Any]

    @property
    def values(self) -> Mapping[str, str]:
        values: Mapping[str, str] = self.told["values"]
        return values

    def order(self, order: object) -> Mapping[str, Any]:
        """Give one order; the answer."""
        return self.say(json.dumps(order).encode() + b"\n")

    def say(self, line: bytes) -> Mapping[str, Any]:
        """Write a line as it is; the answer."""
        assert self.process.stdin is not None
        self.process.stdin.write(line)
        self.process.stdin.flush()
        return self.hear()

    def hear(self) -> Mapping[str, Any]:
        """The next line that it tells."""
        assert self.process.stdout is not None
        answer: Mapping[str, Any] = json.loads(self.process.stdout.readline())
        return answer

    def hang_up(self) -> tuple[int, bytes]:
        """Close its stdin; its exit code and all that it wrote to stderr."""
        assert self.process.stdin is not None
        self.process.stdin.close()
        return self.ended()

    def ended(self) -> tuple[int, bytes]:
        """Wait for its end; its exit code and all that it wrote to stderr."""
        assert self.process.stderr is not None
        return self.process.wait(20), self.process.stderr.read()


@contextmanager
def running(*arguments: str) -> Iterator[Running]:
    """A stand-in that has told its addresses; it is gone when the block ends."""
    pipe = subprocess.PIPE
    with subprocess.Popen(
        [*COMMAND, *(arguments or ("--seed", "7"))], stdin=pipe, stdout=pipe, stderr=pipe, cwd=ROOT
    ) as process:
        try:
            assert process.stdout is not None
            yield Running(process, json.loads(process.stdout.readline()))
        finally:
            process.kill()
