"""`golive report`: the record of a launch as Markdown or as one HTML page."""

import argparse
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

from golive_tui.checklist.model import Probe
from golive_tui.cli.exit_codes import DONE
from golive_tui.cli.launches import add_launch, meant
from golive_tui.cli.output import answer_document, tell
from golive_tui.cli.parsing import Parser, path
from golive_tui.cli.read import read_launch
from golive_tui.errors import InputError, NotFound
from golive_tui.launch.events import Event
from golive_tui.report.markdown import markdown
from golive_tui.report.page import page
from golive_tui.report.past import Gathering, Past
from golive_tui.report.record import Record, document
from golive_tui.report.status import Facts
from golive_tui.store import history
from golive_tui.store.directory import LaunchDirectory
from golive_tui.store.files import replace_file, unwritable
from golive_tui.store.queries import SampleReader
from golive_tui.text import clean

FORMATS: Final = {"md": markdown, "html": page}
SLICES: Final = 50
"""Parts in which a probe's samples are read: memory stays bounded, however long the launch."""


def add_arguments(parser: Parser) -> None:
    """Which launch, and how to write it."""
    add_launch(parser)
    parser.add_argument(
        "--format",
        choices=tuple(FORMATS),
        metavar="FORMAT",
        help="md or html; md, unless the file of --out ends in .html",
    )
    parser.add_argument(
        "--out", type=path, metavar="FILE", help="write it there, not to standard output"
    )


def run(args: argparse.Namespace) -> int:
    """Write it."""
    if args.out is not None and args.out.is_dir():
        raise InputError(f"{args.out} is a directory", hint="name a file in it")
    text = FORMATS[_format(args.format, args.out)](document(read_record(meant(args))))
    if args.out is None:
        answer_document(text)
        return DONE
    _write(args.out, text.encode())
    tell(f"written to {clean(str(args.out))}")
    return DONE


def _write(out: Path, data: bytes) -> None:
    if not out.exists() or out.is_file():
        replace_file(out, data)
        return
    try:
        out.write_bytes(data)  # a pipe or a device is written to, never replaced
    except OSError as error:
        raise unwritable(error, out, outcome="nothing was written") from error


def _format(asked: str | None, out: Path | None) -> str:
    if asked is not None:
        return asked
    return "html" if out is not None and out.suffix.lower() in {".html", ".htm"} else "md"


def read_record(launch: LaunchDirectory) -> Record:
    """Everything that the files say of the launch; raises NotFound or StoreError."""
    facts = read_launch(launch)
    return Record(facts=facts, events=_events(launch, facts.state.seq), past=_past(launch, facts))


def _events(launch: LaunchDirectory, until: int) -> list[Event]:
    found: list[Event] = []
    while more := history.since(launch, found[-1].seq if found else 0, 10_000):
        found += more
    # An engine may have written more since the facts were read.
    return [event for event in found if event.seq <= until]


def _past(launch: LaunchDirectory, facts: Facts) -> dict[str, Past]:
    origin = facts.state.origin
    if origin is None:
        return {}
    try:
        reader = SampleReader.open(launch.samples)
    except NotFound:
        return {}
    with reader:
        return {
            name: _past_of(reader, probe, origin.created_at, facts)
            for name, probe in facts.checklist.probes.items()
        }


def _past_of(reader: SampleReader, probe: Probe, begin: datetime, facts: Facts) -> Past:
    since = facts.state.went_live_at or begin
    gathering = Gathering(probe, begin=begin, since=since, until=facts.now)
    for start, end in _slices(begin, facts.now):
        for sample in reader.window(probe.id, start, end):
            gathering.add(sample)
    return gathering.past()


def _slices(begin: datetime, until: datetime) -> Iterator[tuple[datetime, datetime]]:
    """Half-open from the left, as the store reads: the first begins just before the launch."""
    step = max(until - begin, timedelta(seconds=1)) / SLICES
    start = begin - timedelta(microseconds=1)
    while start < until:
        end = min(start + step, until)
        yield start, end
        start = end
