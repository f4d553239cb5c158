"""The wire, each way: no message of a stranger does more than to be refused.

What a client says is read, and what it asks is put to a launch; what an engine says is heard by a
dashboard. What cannot be read is told as such, and nothing else is raised.
"""

import asyncio
import contextlib
import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from golive_tui.checklist.reader import read_checklist
from golive_tui.client.answers import answered
from golive_tui.client.mirror import Mirror
from golive_tui.engine.keeper import Keeper
from golive_tui.engine.queries import Queries
from golive_tui.errors import GoliveError
from golive_tui.launch.codec import (
    event_to_plain,
    sample_to_plain,
    state_to_plain,
    tally_to_plain,
    to_plain,
)
from golive_tui.launch.commands import COMMANDS, Command, GoLive, PassItem
from golive_tui.launch.events import Event, ItemNoted
from golive_tui.launch.samples import Sample
from golive_tui.store.chain import GENESIS
from golive_tui.store.codec import decode, encode
from golive_tui.store.samples import SampleStore
from golive_tui.wire.messages import (
    PROTOCOL,
    REQUESTS,
    ClockFacts,
    EngineFacts,
    Hello,
    ReadEvents,
    ReadOutput,
    ReadSamples,
    dumps,
    request_from_json,
)
from tests.engine.living import CHECKLIST
from tests.launch.world import ANA, START, Rehearsed, after, checklist, probe
from tests.store.builders import launched
from tests.whole.mutations import EDITS, Change, Edit, changed, changes, spoilt

# -- a client's bytes, read by the engine ---------------------------------------------------------

_PLAN = checklist([probe()])
_LEAVES = [item.id for _, _, item in _PLAN.leaves()][:6]
_IDS = [*_LEAVES, "api", "hour", "hour/1", "", "none"]
_TIMES = ["2026-11-24T12:00:00Z", "2026-11-24T12:00:00", "2026-11-24T13:00:00+14:00"]
_REQUESTS: list[dict[str, Any]] = [
    {"id": 1, "do": "item.pass", "item": _IDS[0], "note": "so", "link": "https://x.example"},
    {"id": 1, "do": "item.skip", "item": _IDS[1], "reason": "not here"},
    {"id": 1, "do": "launch.go_live", "note": "go"},
    {"id": 1, "do": "round.answer", "item": _IDS[2], "answer": "ok"},
    {"id": 1, "do": "events", "before": 9, "count": 5, "item": "", "round": ""},
    {"id": 1, "do": "samples", "probe": "api", "count": 5, "since": _TIMES[0], "until": _TIMES[2]},
    {"id": 1, "do": "step.output", "attempt": "a-1", "offset": 5, "count": 5, "back": True},
    {"id": 0, "do": "attach", "role": "script", "protocol": 1, "tty": "x", "read_only": False},
]
_ODD_FIELDS: st.SearchStrategy[dict[str, object]] = st.dictionaries(
    st.sampled_from([name for type_ in REQUESTS.values() for name in type_.__struct_fields__]),
    st.sampled_from([*_IDS, *_TIMES, "x" * 70_000, "\x1b]0;x\x07", 0, -1, 10**30, None, [], {}]),
    max_size=4,
)


def _read(message: str | bytes) -> object:
    """The request, or None where it was refused as it must be."""
    try:
        return request_from_json(message)[1]
    except ValueError:
        return None


def _decided(request: object) -> None:
    """Put to a launch; what is decided can be written, folded, and told to every client."""
    if not isinstance(request, Command):
        return
    launch = Rehearsed(_PLAN)
    launch.begin()
    try:
        events = launch.do(request, START)
    except GoliveError:
        return
    for event in events:
        assert decode(encode(event, GENESIS)) == (event, GENESIS)
        dumps({"event": event_to_plain(event)})


@given(st.sampled_from(_REQUESTS), EDITS)
def test_a_request_with_bytes_changed_is_read_or_refused(
    request_: dict[str, Any], edits: list[Edit]
) -> None:
    _decided(_read(spoilt(json.dumps(request_).encode(), edits)))


@given(st.one_of([st.tuples(st.just(each), changes(each)) for each in _REQUESTS]))
def test_a_request_with_values_changed_is_read_or_refused(
    made: tuple[dict[str, Any], list[Change]],
) -> None:
    _decided(_read(json.dumps(changed(*made))))


@given(st.sampled_from(sorted(COMMANDS)), _ODD_FIELDS)
def test_whatever_a_command_names_it_is_decided_or_refused(
    do: str, odd: Mapping[str, object]
) -> None:
    known = COMMANDS[do].__struct_fields__
    fields = {name: value for name, value in odd.items() if name in known}
    needed = {"item": _IDS[0], "probe": "api", "text": "so", "reason": "so", "step": "x"}
    given_ = {name: value for name, value in needed.items() if name in known} | fields
    _decided(_read(json.dumps({"id": 1, "do": do, **given_})))


class Asking:
    """Questions put to a launch on disk, and whether each was answered."""

    def __init__(self, folder: Path, runner: asyncio.Runner) -> None:
        launch = launched(folder / "launch", 20)
        self.answers: list[object] = []
        self.keeper = Keeper(SampleStore.open(launch.samples))
        self._runner = runner
        self._queries = Queries(launch, self.keeper, self, dict, lambda _: 0)  # type: ignore[arg-type]

    def reply(self, _client: object, number: int, answer: Mapping[str, Any]) -> None:
        """As the front desk: it is sent, so it must be JSON."""
        self.answers.append(dumps({"id": number, **answer}))

    def refuse(self, _client: object, _number: int, error: GoliveError) -> None:
        """As the front desk."""
        self.answers.append(dumps({"error": error.message, "hint": error.hint}))

    def ask(self, question: ReadEvents | ReadSamples | ReadOutput) -> None:
        """Exactly one answer, whatever is asked."""
        self.answers.clear()
        self._runner.run(self._queries.answer(None, 1, question))  # type: ignore[arg-type]
        assert len(self.answers) == 1


@pytest.fixture(scope="module")
def asking(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Asking]:
    with asyncio.Runner() as runner:
        made = Asking(tmp_path_factory.mktemp("wire"), runner)
        yield made
        runner.run(made.keeper.close({}))


_WHEN = st.sampled_from(
    [*_TIMES, "0001-01-01T00:00:00Z", "0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00"]
)
_COUNTS = st.integers() | st.sampled_from([2**63, -(2**63), 10**30])


@given(
    st.fixed_dictionaries(
        {
            "do": st.sampled_from(["events", "samples", "step.output"]),
            "since": _WHEN,
            "until": _WHEN,
        },
        optional={
            "before": _COUNTS,
            "count": _COUNTS,
            "offset": _COUNTS,
            "item": st.text(max_size=9),
            "round": st.text(max_size=9),
            "probe": st.text(max_size=9),
            "attempt": st.sampled_from(["a-1", "../..", "/etc", "a\x00b", ""]),
            "file": st.sampled_from(["evidence-1", "../x", "\x00", ""]),
            "back": st.booleans(),
            "keyboard": st.booleans(),
        },
    )
)
def test_every_question_is_answered_or_refused(asking: Asking, asked: dict[str, Any]) -> None:
    known = REQUESTS[asked["do"]].__struct_fields__
    needed = {"probe": "api", "attempt": "a-1"}
    fields = {name: value for name, value in {**needed, **asked}.items() if name in known}
    question = _read(json.dumps({"id": 1, "do": asked["do"], **fields}))
    if isinstance(question, ReadEvents | ReadSamples | ReadOutput):
        asking.ask(question)


# -- an engine's bytes, heard by a client ---------------------------------------------------------


_TEXT = (
    CHECKLIST
    + """
[probes.here]
kind = "tcp"
title = "Here"
host = "127.0.0.1"
port = 1
"""
)


def _grown() -> Rehearsed:
    launch = Rehearsed(read_checklist(_TEXT.encode(), "c.toml", None))
    launch.begin()
    launch.do(PassItem(item="first", note="so"), after(1))
    launch.do(GoLive(), after(2))
    return launch


_LAUNCH = _grown()
_TALLY = tally_to_plain(_LAUNCH.sight["here"].tally)
_HELLO: dict[str, Any] = json.loads(
    dumps(
        to_plain(
            Hello(
                you=1,
                protocol=PROTOCOL,
                launch_dir="/srv/small",
                clock=ClockFacts(origin=START, speed=1.0),
                engine=EngineFacts(pid=7, epoch=1, version="0.1.0"),
                checklist=_TEXT,
                state=state_to_plain(_LAUNCH.state),
                events=[event_to_plain(each) for each in _LAUNCH.events],
                sight={
                    "here": {
                        "window": [],
                        "extra": [],
                        "tally": tally_to_plain(_LAUNCH.sight["here"].tally),
                    }
                },
            )
        )
    )
)
_NEXT = Event(seq=99, at=after(3), epoch=1, by=ANA, fact=ItemNoted(item="second", text="so"))
_SEEN = Sample(probe="here", at=after(3), outcome="ok", latency=0.1, values={"a": 1.0})
_NEWS: list[dict[str, Any]] = [
    *({"event": each} for each in _HELLO["events"]),
    {"event": event_to_plain(replace(_NEXT, seq=_LAUNCH.state.seq + 1))},
    {"sample": sample_to_plain(_SEEN)},
    {"engine": _HELLO["engine"]},
]


def _heard(message: Any) -> None:
    """Taken in, or refused by the one word that makes a dashboard attach again."""
    mirror = Mirror(_HELLO)
    try:
        mirror.apply(message)
    except (ValueError, GoliveError):
        return


@given(st.one_of([st.tuples(st.just(each), changes(each)) for each in _NEWS]))
def test_news_with_values_changed_are_heard_or_refused(
    made: tuple[dict[str, Any], list[Change]],
) -> None:
    _heard(changed(*made))


@given(changes(_HELLO))
def test_a_greeting_with_values_changed_is_heard_or_refused(made: list[Change]) -> None:
    _heard({"hello": changed(_HELLO, made)})


_REFUSAL = {"id": 1, "ok": False, "why": "input", "error": "no", "hint": "try"}


@given(changes(_REFUSAL))
def test_an_answer_with_values_changed_is_good_or_an_error(made: list[Change]) -> None:
    with contextlib.suppress(GoliveError):
        answered(changed(_REFUSAL, made))
