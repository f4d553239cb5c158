"""A process that does with a launch directory what an engine does, and says what it did.

`python -m tests.store.scribe write DIR N`: the next N events, two at a time; each pair's last
number is printed once it is acknowledged. A snapshot after each pair, and a sample an event.
`python -m tests.store.scribe hold DIR`: the lock, until its standard input ends.
`python -m tests.store.scribe peek DIR N`: look N times whether somebody holds the lock.
"""

import sys
from datetime import timedelta
from pathlib import Path

from golive_tui.launch.fold import fold
from golive_tui.launch.samples import Sample
from golive_tui.store import snapshot as snapshots
from golive_tui.store.directory import LaunchDirectory
from golive_tui.store.journal import Journal
from golive_tui.store.lock import EngineLock, holder
from golive_tui.store.recover import recover
from golive_tui.store.samples import SampleStore
from golive_tui.store.snapshot import Snapshot
from tests.store.builders import NOON, story


def say(word: object) -> None:
    print(word, flush=True)


def write(directory: LaunchDirectory, n: int) -> None:
    lock = EngineLock.acquire(directory, version="0", patience=0)
    found = recover(directory, fold)
    state = found.state
    samples = SampleStore.open(directory.samples)
    with Journal.open(directory, found.position) as journal:
        for first in range(state.seq + 1, state.seq + n + 1, 2):
            events = story(2, first=first)
            journal.append(events)
            say(first + 1)
            for event in events:
                state = fold(state, event)
                at = NOON + timedelta(seconds=event.seq)
                samples.add([Sample(probe="api", at=at, outcome="ok", latency=0.1)])
            position = journal.position
            snapshot = Snapshot(state=state, position=position, saved_at=NOON)
            snapshots.write(directory.state, snapshot)
            if samples.commit():
                say(f"samples {first + 1}")
    samples.close()
    lock.release()


def hold(directory: LaunchDirectory) -> None:
    lock = EngineLock.acquire(directory, version="9.9", patience=0)
    lock.announce(socket_path=directory.socket, epoch=3)
    say("held")
    sys.stdin.read()
    lock.release()
    say("released")
    sys.stdin.read()


def peek(directory: LaunchDirectory, n: int) -> None:
    say("looking")
    for _ in range(n):
        holder(directory)


if __name__ == "__main__":
    directory = LaunchDirectory(Path(sys.argv[2]))
    match sys.argv[1]:
        case "write":
            write(directory, int(sys.argv[3]))
        case "hold":
            hold(directory)
        case "peek":
            peek(directory, int(sys.argv[3]))
