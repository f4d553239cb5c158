import pytest

from golive_tui.checklist.fields import EitherOf, FieldType, ListOf, MapOf, Text, Whole
from golive_tui.launch.samples import REASONS
from golive_tui.probes.all_kinds import KINDS
from golive_tui.probes.kind import Lookout, Objection, Observation, ProbeKind
from golive_tui.probes.settings import Given
from tests.probes.looking import enough_for, opened, reach

COMMON = {"kind", "id", "title", "every", "timeout", "expect", "values", "slow", "group", "window"}


@pytest.mark.parametrize("name", KINDS)
async def test_a_kind_opens_without_touching_the_world(name: str) -> None:
    kind: ProbeKind = KINDS[name]
    assert kind.name == name
    lookout: Lookout = opened(name, enough_for(name))
    assert lookout.late().reason in REASONS
    await lookout.close()


@pytest.mark.parametrize("name", KINDS)
def test_a_kind_is_documented_and_clashes_with_no_field_of_every_probe(name: str) -> None:
    kind = KINDS[name]
    names = [field.name for field in kind.spec.fields]
    assert len(set(names)) == len(names)
    assert not COMMON & set(names)
    assert kind.spec.help
    assert all(field.help for field in kind.spec.fields)
    assert all(fact.help for fact in kind.facts)
    assert len({fact.path for fact in kind.facts}) == len(kind.facts)


def templates(type: FieldType) -> bool:
    match type:
        case Text(template=template):
            return template
        case ListOf(inner=inner) | MapOf(inner=inner):
            return templates(inner)
        case EitherOf(types=types):
            return any(templates(one) for one in types)
        case _:
            return False


@pytest.mark.parametrize("name", KINDS)
def test_what_names_a_place_may_come_from_the_target(name: str) -> None:
    places = {
        "url",
        "urls",
        "to",
        "origin",
        "dsn",
        "host",
        "port",
        "name",
        "servers",
        "headers",
        "run",
        "cwd",
        "env",
        "disks",
    }
    for field in KINDS[name].spec.fields:
        if field.name in places:
            assert templates(field.type), field.name


@pytest.mark.parametrize("name", KINDS)
def test_the_defaults_are_of_their_fields_types(name: str) -> None:
    spec = KINDS[name].spec
    given = Given(spec, {})
    for field in spec.fields:
        if isinstance(field.default, bool):
            given.flag(field.name)
        elif isinstance(field.default, int):
            given.whole(field.name)
        elif isinstance(field.default, float):
            given.seconds(field.name)
        elif isinstance(field.default, str):
            given.text(field.name)
        elif isinstance(field.default, tuple) and isinstance(field.type, ListOf):
            read = given.whole_numbers if isinstance(field.type.inner, Whole) else given.texts
            assert read(field.name) == field.default
        else:
            assert field.default is None


def test_a_look_is_not_armed_unless_a_person_said_so() -> None:
    assert not reach().armed


def test_an_observation_is_bare_unless_told() -> None:
    seen = Observation(outcome="ok")
    assert (seen.facts, seen.phases, seen.latency, seen.objection) == ({}, {}, None, None)
    assert Objection(facts=("exit",), reason="cmd.exit", detail="exit 1").outcome == "fail"
