from collections.abc import Iterator
from typing import get_args

import pytest

from golive_tui.checklist.fields import (
    EitherOf,
    FieldType,
    KindTable,
    ListOf,
    MapOf,
    Spec,
    TableOf,
    Text,
)
from golive_tui.checklist.format import CHECKLIST, FACT, PROBE, SUBJECTS
from golive_tui.launch.notice_facts import NoticeWhat
from golive_tui.probes.all_kinds import specs
from tests.checklist.checklists import HEAD, TREE, read, told
from tests.checklist.checklists import PROBE as SITE


def _specs(spec: Spec, seen: dict[str, Spec]) -> dict[str, Spec]:
    if spec.name not in seen:
        seen[spec.name] = spec
        for field in spec.fields:
            for inner in _within(field.type):
                _specs(inner, seen)
    return seen


def _within(kind: FieldType) -> Iterator[Spec]:
    match kind:
        case TableOf() | KindTable():
            yield kind.spec
        case ListOf() | MapOf():
            yield from _within(kind.inner)
        case EitherOf():
            for each in kind.types:
                yield from _within(each)
        case _:
            pass


SPECS = _specs(CHECKLIST, {})


def test_every_table_of_the_format_is_declared() -> None:
    assert set(SPECS) == {
        "checklist", "target", "probe", "objective", "trigger", "stage", "section", "item", "check",
        "phase", "question", "gate", "contact", "sign-off", "confirmation",
        "channel", "secret",
        "rollback",
    }  # fmt: skip


@pytest.mark.parametrize("spec", SPECS.values(), ids=SPECS.keys())
def test_every_key_is_declared_once_and_helped_with_a_sentence(spec: Spec) -> None:
    names = [field.name for field in spec.fields]
    assert len(names) == len(set(names))
    for text in (spec.help, *(field.help for field in spec.fields)):
        assert text[:1].isupper() or text[:1] in '`"', text
        assert text.endswith("."), text


@pytest.mark.parametrize("spec", SPECS.values(), ids=SPECS.keys())
def test_what_must_be_there_has_no_default(spec: Spec) -> None:
    assert [field.name for field in spec.fields if field.required and field.default] == []


def test_no_kind_hides_a_key_of_every_probe() -> None:
    """The common keys go before a kind's own: one of the same name would never be read."""
    common = {field.name for field in PROBE.fields}
    for kind in specs().values():
        assert common & {field.name for field in kind.fields} == set()


def test_a_fact_is_a_dotted_path() -> None:
    assert isinstance(FACT, Text)
    values = 'values = { a = "json.a.0.b-c", b = "metric.x_total.code.5xx" }'
    text = HEAD + SITE.replace('values = { hits = "metric.hits" }', values) + TREE
    assert read(text).probes["site"].values == {
        "a": "json.a.0.b-c",
        "b": "metric.x_total.code.5xx",
    }
    assert told(text.replace("json.a.0.b-c", "json a")) == [
        'probes.site.values.a: "json a" does not fit here; such as "json.uptime"'
    ]


def test_a_channel_can_be_told_of_all_that_there_are_notices_of() -> None:
    assert {*SUBJECTS, "test"} == set(get_args(NoticeWhat))
