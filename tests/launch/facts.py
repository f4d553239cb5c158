"""Hypothesis strategies for facts, events, samples and states of every kind."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import TypeVar, get_args, get_type_hints

from hypothesis import strategies as st
from msgspec import NODEFAULT, Struct
from msgspec.structs import fields

from golive_tui.launch import events as e
from golive_tui.launch.events import FACTS, Event, Fact
from golive_tui.launch.figures import Digest
from golive_tui.launch.samples import REASONS, Sample

S = TypeVar("S", bound=Struct)

instants = st.datetimes(datetime(2020, 1, 1), datetime(2040, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001 - hypothesis wants bounds without a zone
texts = st.text(max_size=20)
ids = st.sampled_from(["cdn", "domain", "records", "ship", "elsewhere"])
steps = st.sampled_from(["ship", "undo-it"])
attempts = st.sampled_from(["ship-1", "ship-2", "undo-it-1"])
gates = st.sampled_from(["ready", "live"])
rounds = st.sampled_from(["hour-1-6/1", "hour-1-6/2", "week-1/1"])
ratios = st.floats(0.0, 1.0)
seconds = st.floats(0.0, 1e6)

_SUBJECTS: dict[str, st.SearchStrategy[str]] = {
    "item": ids,
    "round": rounds,
    "step": steps,
    "attempt": attempts,
    "gate": gates,
    "check": st.sampled_from(["cdn-1", "cdn-2", "records-1"]),
}

digests = st.builds(
    Digest,
    n=st.integers(0, 10**6),
    failed=st.integers(0, 10**6),
    p50=st.none() | seconds,
    p95=st.none() | seconds,
    max=st.none() | seconds,
    error_rate=st.none() | ratios,
    uptime=st.none() | ratios,
    coverage=ratios,
)

samples = st.builds(
    Sample,
    probe=st.sampled_from(["api", "ws"]),
    at=instants,
    outcome=st.sampled_from(["ok", "fail", "error", "absent"]),
    latency=st.none() | seconds,
    reason=st.none() | st.sampled_from(sorted(REASONS)),
    detail=texts,
    values=st.dictionaries(texts, st.floats(allow_nan=False, allow_infinity=False), max_size=3),
    phases=st.dictionaries(st.sampled_from(["dns", "tls"]), seconds, max_size=2),
    scheduled=st.booleans(),
)

_people = st.builds(
    e.By,
    user=texts,
    uid=st.integers(0, 3),
    host=texts,
    how=st.sampled_from(["peer", "engine", "unproven"]),
    claim=texts,
)

_answers = st.builds(
    e.RoundAnswer,
    status=st.sampled_from(["passed", "failed", "skipped"]),
    by=texts,
    at=instants,
    note=texts,
)

for _type, _strategy in (
    (datetime, instants),
    (str, texts),
    (float, seconds),
    (Digest, digests),
    (e.RoundAnswer, _answers),
):
    st.register_type_strategy(_type, _strategy)

_REGISTERED: set[object] = {Digest, e.RoundAnswer}


def any_fact() -> st.SearchStrategy[Fact]:
    """Any fact of any kind, about a few subjects, so that facts meet."""
    return st.one_of([_made(kind, _SUBJECTS) for kind in FACTS.values()])


def _made(type_: type[S], known: Mapping[str, st.SearchStrategy[str]]) -> st.SearchStrategy[S]:
    """Any struct of that type. What it makes anew for each value when it is left out is always
    given: hypothesis takes the maker that stands in the signature for the value itself."""
    hints = get_type_hints(type_)
    for name in type_.__struct_fields__:
        _register(hints[name])
    given = {
        field.name: known.get(field.name, st.from_type(hints[field.name]))
        for field in fields(type_)
        if field.name in known or field.required or field.default_factory is not NODEFAULT
    }
    return st.builds(type_, **given)


def _register(hint: object) -> None:
    """Have the structs within a field's type made likewise."""
    if isinstance(hint, type) and issubclass(hint, Struct) and hint not in _REGISTERED:
        _REGISTERED.add(hint)
        st.register_type_strategy(hint, _made(hint, {}))
    for each in get_args(hint):
        _register(each)


events: st.SearchStrategy[Event] = st.builds(
    Event,
    seq=st.integers(1, 10**9),
    at=instants,
    epoch=st.integers(1, 1000),
    by=_people,
    fact=any_fact(),
)
