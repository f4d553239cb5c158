"""A launch as old as a benchmark wants it."""

from datetime import timedelta
from pathlib import Path

from golive_tui.checklist.reader import read_checklist
from golive_tui.engine.create import Plan, begin
from golive_tui.launch.events import Event, ItemNoted
from golive_tui.launch.fold import fold
from golive_tui.probes.all_kinds import specs
from golive_tui.store.directory import LaunchDirectory
from golive_tui.store.journal import Journal
from golive_tui.store.recover import look
from golive_tui.wire.peer import by_self

BATCH = 5000


def launch_with(folder: Path, text: str, events: int) -> LaunchDirectory:
    """A launch that is `events` events old."""
    source = folder / "bench.toml"
    source.write_text(text)
    checklist = read_checklist(text.encode(), "bench.toml", specs())
    launch = begin(
        Plan(
            checklist=checklist,
            source=source,
            text=text.encode(),
            target="bench",
            directory=folder,
            base=folder / "launches",
        ),
        version="bench",
    )
    found = look(launch, fold)
    state, by = found.state, by_self()
    with Journal.open(launch, found.position) as journal:
        for first in range(state.seq + 1, events, BATCH):
            assert state.at is not None
            at = state.at + timedelta(milliseconds=1)
            journal.append(
                [
                    Event(seq=n, at=at, epoch=0, by=by, fact=ItemNoted(item="item-0-0", text="so"))
                    for n in range(first, min(first + BATCH, events + 1))
                ]
            )
    return launch
