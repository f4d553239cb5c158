from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from golive_tui.launch import events as e
from golive_tui.launch.events import Event
from golive_tui.launch.state import EMPTY
from golive_tui.report.proof import Chain, Proof, follow, prove
from golive_tui.store.chain import START
from golive_tui.store.codec import encode
from golive_tui.store.snapshot import NoSnapshot, Snapshot
from tests.launch.world import ANA, CREATED, STARTED, after

ENDED = e.StepEnded(step="ship", attempt="ship-1", outcome="succeeded", sha256="a" * 64)
ASKED = e.StepRequested(
    step="ship", attempt="ship-1", argv=("x",), directory="/", target="rehearsal"
)
NOTES = [e.ItemNoted(item="cdn", text=f"note {n}") for n in range(5)]
FACTS: list[e.Fact] = [CREATED, STARTED, ASKED, ENDED, *NOTES]
GONE = NoSnapshot(why="missing", detail="state.toml is missing")


def journal(facts: list[e.Fact]) -> list[bytes]:
    """Lines, each tied to the one before."""
    lines: list[bytes] = []
    position = START
    for seq, fact in enumerate(facts, 1):
        event = Event(seq=seq, at=after(seq), epoch=1, by=ANA, fact=fact)
        lines.append(encode(event, position.prev))
        position = position.after(lines[-1])
    return lines


LINES = journal(FACTS)


def chain(lines: list[bytes], seq: int = -1) -> Chain:
    return follow(lines, EMPTY, START, seq)


def proof(lines: list[bytes], *, digest: str | None = "a" * 64, sha256: str = "0" * 64) -> Proof:
    found = chain(lines, len(lines))
    snapshot = Snapshot(state=found.state, position=found.position, saved_at=after(0))
    return prove(found, snapshot, sha256, lambda _: digest)


def test_a_journal_as_it_was_written_is_whole() -> None:
    found = chain(LINES)
    assert found.whole
    assert (found.first_seq, found.position.seq, found.position.lines) == (1, 9, 9)
    assert found.checklist == "0" * 64
    assert found.transcripts == {"ship-1": "a" * 64}
    assert proof(LINES).whole


@given(st.integers(0, len(LINES) - 2), st.data())
def test_a_changed_byte_anywhere_before_the_last_line_shows(
    number: int, data: st.DataObject
) -> None:
    line = LINES[number]
    at = data.draw(st.integers(0, len(line) - 2))
    byte = data.draw(st.integers(0, 255).filter(lambda each: each != line[at]))
    changed = line[:at] + bytes([byte]) + line[at + 1 :]
    found = chain([*LINES[:number], changed, *LINES[number + 1 :]])
    assert not found.whole
    # A newline put in makes two lines of one: the first of them cannot be read.
    assert found.bad_line in {number + 1, number + 2}
    assert found.problem


@given(st.integers(0, len(LINES) - 2))
def test_a_lost_line_shows(number: int) -> None:
    found = chain([*LINES[:number], *LINES[number + 1 :]])
    assert found.bad_line == number + 1
    assert f"event {number + 2} follows event {number}" in found.problem


@given(st.integers(0, len(LINES)))
def test_a_line_put_in_shows(number: int) -> None:
    line = encode(Event(seq=number + 1, at=after(0), epoch=1, by=ANA, fact=NOTES[0]), "f" * 16)
    found = chain([*LINES[:number], line, *LINES[number:]])
    assert found.bad_line == number + 1
    assert "does not follow" in found.problem


def test_a_last_line_that_is_not_whole_is_no_fault_but_told() -> None:
    found = proof([*LINES, b'{"seq":10,"at'])
    assert found.whole
    assert found.chain.torn == 13
    assert "never whole" in found.notes[0]


def test_a_changed_last_line_shows_by_state_toml() -> None:
    good = chain(LINES, 9)
    other = journal([*FACTS[:-1], e.ItemNoted(item="cdn", text="changed")])
    snapshot = Snapshot(state=good.state, position=good.position, saved_at=after(0))
    found = prove(chain(other, 9), snapshot, "0" * 64, lambda _: "a" * 64)
    assert not found.whole
    assert "another event 9" in found.state


def test_events_cut_off_at_the_end_show_by_state_toml() -> None:
    good = chain(LINES)
    snapshot = Snapshot(state=good.state, position=good.position, saved_at=after(0))
    found = prove(chain(LINES[:7], 9), snapshot, "0" * 64, lambda _: "a" * 64)
    assert not found.whole
    assert "events that were acknowledged are missing" in found.state


def test_a_torn_state_toml_is_a_fault_and_a_missing_one_is_told() -> None:
    torn = NoSnapshot(why="torn", detail="state.toml is not as golive wrote it")
    assert not prove(chain(LINES), torn, "0" * 64, lambda _: "a" * 64).whole
    missing = prove(chain(LINES), GONE, "0" * 64, lambda _: "a" * 64)
    assert missing.whole
    assert "nothing covers the last line" in missing.notes[0]


def test_another_state_under_a_good_seal_is_told() -> None:
    good = chain(LINES, 9)
    state = replace(good.state, helm="eve")
    snapshot = Snapshot(state=state, position=good.position, saved_at=after(0))
    found = prove(good, snapshot, "0" * 64, lambda _: "a" * 64)
    assert found.whole
    assert "another version wrote it" in found.notes[0]


def test_transcripts_and_checklist_are_compared_with_what_is_recorded() -> None:
    assert "is another one" in proof(LINES, digest="b" * 64).attempts["ship-1"]
    assert "is missing" in proof(LINES, digest=None).attempts["ship-1"]
    assert not proof(LINES, digest=None).whole
    assert "is another one" in proof(LINES, sha256="1" * 64).checklist
    accepted = journal([*FACTS, e.ChecklistAccepted(sha256="1" * 64, title="x")])
    assert proof(accepted, sha256="1" * 64).whole


def test_what_runs_or_was_signed_or_carried_is_noted() -> None:
    signed = journal([*FACTS[:3], e.SignoffRecorded(approved=True, name="Ana"), NOTES[0]])
    notes = proof(signed).notes
    assert notes[0] == "signed by Ana at event 4; 1 event after it"
    assert notes[1] == "no digest is recorded yet of ship-1"
    start = chain(LINES[:3])
    carried = follow(LINES[3:], start.state, replace(start.position, lines=0), -1)
    assert carried.whole
    assert "as of event 3" in prove(carried, GONE, "0" * 64, lambda _: "a" * 64).notes[0]
