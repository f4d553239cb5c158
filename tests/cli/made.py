"""Launches on disk without an engine, and commands called in this process."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import reduce
from pathlib import Path
from typing import Any, Final

import pytest
from msgspec.structs import replace

from golive_tui.cli.main import main
from golive_tui.launch.events import By, EngineStarted, Event, Fact, LaunchCreated
from golive_tui.launch.figures import Tally
from golive_tui.launch.fold import fold
from golive_tui.launch.samples import Outcome, Sample
from golive_tui.launch.state import EMPTY
from golive_tui.store import snapshot
from golive_tui.store.catalog import base
from golive_tui.store.chain import START
from golive_tui.store.directory import LaunchDirectory
from golive_tui.store.journal import Journal
from golive_tui.store.recover import recover
from golive_tui.store.samples import SampleStore

NOON: Final = datetime(2026, 11, 24, 12, tzinfo=UTC)
"""When these launches begin."""
ANA: Final = By(user="ana", uid=1000, host="jump-1", how="peer")

CHECKLIST: Final = """\
schema = 1
title = "Shop – go-live"

[targets.production]
host = "127.0.0.1"
port = "9"

[targets.rehearsal]
rehearsal = true
host = "127.0.0.1"
port = "9"

[probes.api]
kind = "tcp"
title = "API"
host = "${host}"
port = "${port}"
every = "30s"

[probes.web]
kind = "tcp"
title = "Web"
host = "${host}"
port = "${port}"
every = "30s"

[triggers.errors]
title = "More than 5 % fail"
measure = "error_rate"
of = ["api"]
window = "10m"
above = "5%"

[objectives.up]
title = "Up"
measure = "availability"
of = ["api"]
window = "15m"
above = "99%"

[[stage]]
id = "before"
title = "Before"
before_go_live = true

[[stage.section]]
title = "Set-up"

[[stage.section.item]]
title = "DNS"

[[stage.section.item.item]]
id = "records"
title = "Records point to the server"

[[stage.section.item]]
id = "deploy"
title = "Deploy"
run = ["./deploy.sh"]

[[stage]]
id = "after"
title = "After"

[[stage.section]]
title = "Watch"
watch = ["hour"]
triggers = ["errors"]
objectives = ["up"]

[[stage.section.item]]
id = "look-back"
title = "Look back"
valid_for = "1h"

[[watch]]
id = "hour"
title = "The first hour"
from = "0h"
until = "1h"
every = "15m"
grace = "5m"
items = ["Nothing strange in the log"]

[[contact]]
group = "Team"
role = "Lead"
name = "[Name]"
"""


POLL: Final = """\
[[gate]]
id = "poll"
title = "Go-live poll"
stations = ["backend", "frontend"]

[[stage]]
id = "before"
"""

GATED: Final = CHECKLIST.replace('[[stage]]\nid = "before"\n', POLL)
"""The same with a gate before going live."""

RUNNING: Final = """\
schema = 1
title = "Shop, for real"

[targets.production]

[[stage]]
id = "deployment"
title = "Deployment"
before_go_live = true

[[stage.section]]
title = "Commands"

[[stage.section.item]]
id = "ship"
title = "Ship it"
run = ["sh", "-c", "printf 'one\\n1 %%\\r2 %%\\nend'"]
verify = ["sh", "-c", "echo looked; exit 1"]

[[stage.section.item]]
id = "named"
title = "Named"
run = ["true"]
confirm = "type-target"

[[stage.section.item]]
id = "break"
title = "Break it"
run = ["sh", "-c", "echo broken >&2; exit 7"]

[[stage.section.item]]
id = "wait"
title = "Wait for ever"
run = ["sh", "-c", "echo up; read word; echo said $word; read more"]
interactive = true

[[stage]]
id = "rollback"
title = "Rollback"
rollback = true

[[stage.section]]
title = "Undoing"

[[stage.section.item]]
id = "undo"
title = "Undo it"
run = ["sh", "-c", "echo undone; test -e good"]
"""
"""Steps that real commands run, in the directory of the launch."""


def after(seconds: float) -> datetime:
    """NOON plus seconds."""
    return NOON + timedelta(seconds=seconds)


def begun(
    name: str = "shop-production-20261124-1200",
    *facts: tuple[float, Fact],
    text: str = CHECKLIST,
    place: Path | None = None,
    **said: Any,
) -> LaunchDirectory:
    """A launch whose journal holds these facts, each some seconds past NOON. `said` replaces
    fields of its first event."""
    launch = LaunchDirectory(place or base() / name)
    launch.create()
    launch.write_checklist(text.encode())
    created = LaunchCreated(
        format=1,
        id=name,
        title="Shop – go-live",
        checklist="/srv/shop.toml",
        sha256=hashlib.sha256(text.encode()).hexdigest(),
        target="production",
        directory="/srv",
        rehearsal=False,
        speed=1.0,
        version="0.1.0",
        host="jump-1",
    )
    events = enveloped([(0.0, replace(created, **said)), *facts])
    with Journal.open(launch, START) as journal:
        journal.append(events)
    return launch


def begun_in(folder: Path, text: str = RUNNING) -> LaunchDirectory:
    """A launch of a file in that folder, where its steps run."""
    source = folder / "shop.toml"
    source.write_text(text)
    return begun("shop-1", text=text, checklist=str(source), directory=str(folder))


def enveloped(facts: Iterable[tuple[float, Fact]]) -> list[Event]:
    """The facts as events from number 1 on."""
    return [
        Event(seq=seq, at=after(seconds), epoch=1 if seq > 1 else 0, by=ANA, fact=fact)
        for seq, (seconds, fact) in enumerate(facts, 1)
    ]


def snapshotted(launch: LaunchDirectory) -> None:
    """Write the state of the whole journal to state.toml, as an engine does."""
    found = recover(launch, fold)
    snapshot.write(
        launch.state,
        snapshot.Snapshot(state=found.state, position=found.position, saved_at=NOON),
    )


def state_of(events: Sequence[Event]) -> Any:
    """The fold of events."""
    return reduce(fold, events, EMPTY)


def looked(
    launch: LaunchDirectory,
    outcomes: Mapping[str, str],
    *,
    every: float = 30.0,
    since: float = 0.0,
) -> None:
    """Store a look every `every` seconds from `since` on, and the tallies: `o` ok, `f` fail, `e`
    error, `a` absent."""
    store = SampleStore.open(launch.samples)
    for probe, seen in outcomes.items():
        tally = Tally(every=every, since=NOON)
        for slot, letter in enumerate(seen):
            at, outcome = after(since + slot * every), _OUTCOMES[letter]
            store.add([_sample(probe, at, outcome)])
            tally.add(at, outcome)
        store.save_tallies({probe: tally})
    store.commit()
    store.close()


_OUTCOMES: Final[Mapping[str, Outcome]] = {"o": "ok", "f": "fail", "e": "error", "a": "absent"}


def _sample(probe: str, at: datetime, outcome: Outcome) -> Sample:
    return Sample(
        probe=probe,
        at=at,
        outcome=outcome,
        latency=0.02 if outcome == "ok" else None,
        reason=None if outcome == "ok" else "tcp.refused",
    )


STARTED: Final = EngineStarted(pid=4412, boot_id="b0", version="0.1.0")


@dataclass(frozen=True, slots=True)
class Said:
    """What a command said, and its exit code."""

    code: int
    out: str
    err: str


class Golive:
    """`golive`, called in this process: `golive("status", "--json")`."""

    def __init__(self, capsys: pytest.CaptureFixture[str]) -> None:
        self._capsys = capsys

    def __call__(self, *argv: str) -> Said:
        """Run it."""
        self._capsys.readouterr()
        code = main(list(argv))
        said = self._capsys.readouterr()
        assert "Traceback" not in said.out + said.err
        return Said(code, said.out, said.err)
