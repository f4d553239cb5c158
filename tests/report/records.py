"""A launch with something of everything, as a record."""

import dataclasses
from collections.abc import Mapping

from msgspec.structs import replace

from golive_tui.checklist.model import Gate
from golive_tui.launch import commands as c
from golive_tui.launch import events as e
from golive_tui.report.document import Block, Document, Fold, Heading, Paragraph, Table, Word
from golive_tui.report.past import Past
from golive_tui.report.record import Record
from tests.launch.world import ANA, LEE, MINUTE, Rehearsed, after, sample
from tests.report.made import facts, plan
from tests.report.test_past import gathered

ASKED = e.StepRequested(
    step="ship",
    attempt="ship-1",
    argv=("./deploy.sh", "rail way"),
    directory="/srv",
    target="rehearsal",
)
STARTED = e.StepStarted(step="ship", attempt="ship-1", pid=7)
ENDED = e.StepEnded(
    step="ship",
    attempt="ship-1",
    outcome="failed",
    exit_code=3,
    seconds=12.0,
    bytes=90,
    sha256="ab" * 32,
    survivors=("77 node",),
)


def launch() -> Rehearsed:
    """Begun, with a gate."""
    made = Rehearsed(plan())
    gate = Gate(id="poll", title="Go-live poll", stations=("backend", "frontend"))
    made.plan = replace(made.plan, gates=(gate,))
    made.begin()
    return made


def lived() -> Rehearsed:
    """One that went live, with items, steps, votes, rounds and a break."""
    made = launch()
    made.do(c.PassItem(item="domain", note="bought", link="https://ci/7"), after(10))
    made.do(c.NoteItem(item="domain", text="for a year"), after(11), LEE)
    made.do(c.SkipItem(item="cdn", reason="not <needed> | yet"), after(12))
    made.record([ASKED, STARTED], after(20), ANA)
    made.record([ENDED], after(32))
    vote = c.VoteGate(gate="poll", station="backend", vote="exception", name="Bea", reason="p95")
    made.do(vote, after(40))
    made.do(c.OverrideGate(gate="poll", reason="it is late"), after(41), LEE)
    made.do(c.GoLive(note="all hands"), after(60))
    made.do(c.VoteGate(gate="poll", station="backend", vote="go", name="Bob"), after(61))
    made.look(sample(70))
    made.tick(after(60 + 15 * MINUTE))
    resumed = e.EngineResumed(since=after(1000), notices=("a notice",))
    made.record([resumed], after(1300))
    made.live_on(after(1300), after(60 + 46 * MINUTE))
    return made


def record(
    made: Rehearsed, seconds: float = 4000.0, past: Mapping[str, Past] | None = None
) -> Record:
    """Its record as of that time."""
    seen = {"api": gathered([sample(0), sample(30, "fail")])} if past is None else past
    said = dataclasses.replace(facts(made, seconds), link="feedfacefeedface")
    return Record(facts=said, events=made.events, past=seen)


def texts(blocks: Document | list[Block]) -> str:
    """All texts of a document, a block a line."""
    found = blocks.blocks if isinstance(blocks, Document) else blocks
    return "\n".join(map(_text, found))


def _text(block: Block) -> str:
    match block:
        case Heading(text=text) | Paragraph(text=text):
            return text
        case Table(rows=rows) | Fold(table=Table(rows=rows)):
            return "\n".join(
                " | ".join(cell.text if isinstance(cell, Word) else cell for cell in row)
                for row in rows
            )
    return ""
