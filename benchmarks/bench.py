"""What a benchmark is to the runner, and the small tools that all of them use."""

import contextlib
import os
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import psutil

from benchmarks.table import Row
from golive_tui.clock import stopwatch
from golive_tui.engine.prober import FIRST_WITHIN

ROOT: Final = Path(__file__).resolve().parents[1]


@dataclass(frozen=True, slots=True, kw_only=True)
class Bench:
    """One group of rows, measured together."""

    name: str
    title: str
    module: str
    """Its `rows()` yields each row as soon as it is known."""


@contextlib.contextmanager
def scratch() -> Iterator[Path]:
    """A folder on the disk of the checkout, since /tmp may be memory: what is measured is the cost
    of an fsync. GOLIVE_BENCH_DIR names another disk."""
    base = Path(os.environ.get("GOLIVE_BENCH_DIR") or ROOT / "build")
    base.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=base, prefix=".b-", ignore_cleanup_errors=True) as name:
        yield Path(name)


@contextlib.contextmanager
def home() -> Iterator[Path]:
    """A folder that is HOME and all else to golive; short, as a socket's path must be."""
    names = ("HOME", "XDG_STATE_HOME", "XDG_RUNTIME_DIR")
    before = {name: os.environ.get(name) for name in names}
    with tempfile.TemporaryDirectory(prefix="gb-", ignore_cleanup_errors=True) as name:
        os.environ.update(dict.fromkeys(names, name))
        try:
            yield Path(name)
        finally:
            restore(before)


def restore(variables: Mapping[str, str | None]) -> None:
    """Give variables of the environment their old values."""
    for name, value in variables.items():
        if value is None:
            os.environ.pop(name, None)
        else:
            os.environ[name] = value


def in_turn(times: int, *works: Callable[[], float]) -> list[list[float]]:
    """Each work's figures, the works taken in turn, so that a slow moment meets all of them."""
    found: list[list[float]] = [[] for _ in works]
    for _ in range(times):
        for figures, work in zip(found, works, strict=True):
            figures.append(work())
    return found


def timed(work: Callable[[], object]) -> float:
    """Seconds that it takes."""
    begin = stopwatch()
    work()
    return stopwatch() - begin


def p95(values: Sequence[float]) -> float:
    """The nearest-rank 95th percentile."""
    return sorted(values)[-(-95 * len(values) // 100) - 1]


def cpu_of(*processes: psutil.Process) -> float:
    """Seconds of processor that they have used, user and system."""
    times = [each.cpu_times() for each in processes]
    return float(sum(each.user + each.system for each in times))


def unmeasured(what: str, why: str) -> Row:
    """A row that says why there is no figure."""
    return Row(what=what, measured=None, remark=why)


def settled_after(every: float) -> float:
    """Seconds from the start of probes with that interval until each has its place in it: their
    first looks come at once, and the second ones a quarter of an interval late at most."""
    return FIRST_WITHIN + every * 1.25
