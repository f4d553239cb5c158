from collections.abc import Mapping

import pytest

from golive_tui.checklist.fields import (
    Again,
    Conditions,
    EitherOf,
    Field,
    Flag,
    KindTable,
    ListOf,
    MapOf,
    Slug,
    Spec,
    TableOf,
    Text,
    Whole,
)
from golive_tui.checklist.problems import Problems
from golive_tui.checklist.table import Table
from golive_tui.checklist.walk import Use, Walk
from golive_tui.errors import ChecklistError
from tests.checklist.checklists import KINDS

LOOK = Spec(
    name="look",
    help="",
    fields=(
        Field(name="kind", type=Text(), required=True, help=""),
        Field(name="title", type=Text(), help=""),
    ),
)
LEAF = Spec(name="leaf", help="", fields=(Field(name="a", type=Whole(), help="", default=7),))
FREE = Spec(
    name="free",
    help="",
    fields=(Field(name="on", type=Flag(), help=""),),
    rest=MapOf(Text(template=True), keys=Slug(), at_most=2),
)
ITEM = Spec(
    name="item",
    help="",
    fields=(
        Field(name="title", type=Text(), required=True, help=""),
        Field(name="inner", type=ListOf(Again(), at_least=1, at_most=3), help=""),
        Field(name="leaf", type=TableOf(LEAF), help=""),
        Field(name="free", type=TableOf(FREE), help=""),
        Field(name="look", type=KindTable(LOOK), help=""),
        Field(name="either", type=EitherOf((Text(), ListOf(Whole()), TableOf(LEAF))), help=""),
        Field(name="deep", type=EitherOf((EitherOf((Flag(), Whole())), MapOf(Text()))), help=""),
        Field(name="one", type=ListOf(Whole(), or_one=True), help=""),
        Field(name="env", type=MapOf(Whole(), keys=Slug(), at_most=2), help=""),
        Field(name="expect", type=Conditions(), help=""),
        Field(name="entries", type=ListOf(EitherOf((Text(), TableOf(LEAF)))), help=""),
        Field(name="wrap", type=EitherOf((ListOf(Text(), or_one=True), Conditions())), help=""),
    ),
)


def _read(document: Mapping[str, object], kinds: object = KINDS) -> tuple[Table, list[str], Walk]:
    problems = Problems("f", {})
    walk = Walk(problems, KINDS if kinds is not None else None)
    table = walk.table(ITEM, document, ())
    try:
        problems.raise_if_any()
    except ChecklistError as error:
        return table, [problem.sentence("f")[3:] for problem in error.problems], walk
    return table, [], walk


def test_a_table_is_read_with_its_defaults() -> None:
    table, said, _ = _read({"title": "T", "leaf": {}, "inner": [{"title": "U"}]})
    assert said == []
    leaf = table.table("leaf")
    assert leaf is not None
    assert (leaf.number("a"), leaf.path) == (7, ("leaf",))
    assert [(each.text("title"), each.path) for each in table.tables("inner")] == [
        ("U", ("inner", 0))
    ]


def test_an_either_is_the_first_that_fits_the_type_found() -> None:
    assert _read({"title": "T", "either": "x"})[0].text("either") == "x"
    assert _read({"title": "T", "either": [1]})[0].wholes("either") == (1,)
    either = _read({"title": "T", "either": {"a": 1}})[0].table("either")
    assert either is not None
    assert _read({"title": "T", "deep": True})[0].flag("deep")
    assert _read({"title": "T", "deep": {"a": "b"}})[0].mapping("deep") == {"a": "b"}


def test_one_may_stand_for_a_list_of_one() -> None:
    assert _read({"title": "T", "one": 3})[0].wholes("one") == (3,)
    assert _read({"title": "T", "one": [3, 4]})[0].wholes("one") == (3, 4)
    assert _read({"title": "T", "wrap": "x"})[0].texts("wrap") == ("x",)


def test_free_keys_stand_beside_the_spec_s_own() -> None:
    free = _read({"title": "T", "free": {"on": True, "a": "x", "b": "${c}"}})[0].table("free")
    assert free is not None
    assert dict(free.values) == {"on": True, "a": "x", "b": "${c}"}


def test_a_kind_brings_its_own_fields() -> None:
    document = {"title": "T", "look": {"kind": "web", "url": "${api}/x", "args": "a"}}
    table, said, walk = _read(document)
    look = table.table("look")
    assert said == []
    assert look is not None
    assert look.settings == {
        "url": "${api}/x",
        "method": "GET",
        "state": "open",
        "args": ("a",),
    }
    assert walk.uses == [Use(("look", "url"), ("api",))]


def test_a_kind_for_checks_alone_stands_where_it_looks_once() -> None:
    burst = Spec(name="burst", help="", fields=(), check_only=True)
    fields = tuple(
        Field(name=name, type=KindTable(LOOK, once=once), help="")
        for name, once in (("watch", False), ("check", True))
    )
    table = Spec(name="both", help="", fields=fields)
    problems = Problems("f", {})
    document = {"watch": {"kind": "burst"}, "check": {"kind": "burst"}}
    Walk(problems, {"burst": burst, "calm": KINDS["wire"]}).table(table, document, ())
    with pytest.raises(ChecklistError) as raised:
        problems.raise_if_any()
    (problem,) = raised.value.problems
    assert (problem.path, problem.message) == ("watch.kind", "burst cannot look on a schedule")
    assert problem.hint == "make it the `check` of an item, which runs it when a person asks"


def test_a_kind_that_is_meant_is_one_that_may_stand_there() -> None:
    burst = Spec(name="burst", help="", fields=(), check_only=True)
    table = Spec(name="t", help="", fields=(Field(name="look", type=KindTable(LOOK), help=""),))
    problems = Problems("f", {})
    walk = Walk(problems, {"burst": burst, "wire": KINDS["wire"]})
    walk.table(table, {"look": {"kind": "burst-it"}}, ())
    with pytest.raises(ChecklistError) as raised:
        problems.raise_if_any()
    assert raised.value.problems[0].hint == "one of `wire`"


def test_the_common_keys_go_before_those_of_a_kind() -> None:
    document = {"title": "T", "look": {"kind": "web", "url": "u", "title": "Mine"}}
    look = _read(document)[0].table("look")
    assert look is not None
    assert look.text("title") == "Mine"
    assert "title" not in look.settings


def test_a_text_that_nothing_fills_in_may_hold_the_mark() -> None:
    assert _read({"title": "Costs ${x}"})[1] == []


def test_without_kinds_their_fields_are_taken_as_they_are() -> None:
    look = _read({"title": "T", "look": {"kind": "x", "y": [1], "z": "${q}"}}, None)[0]
    table = look.table("look")
    assert table is not None
    assert table.settings == {"y": [1], "z": "${q}"}


@pytest.mark.parametrize(
    ("document", "said"),
    [
        ({}, ["`title` is missing; an item needs it"]),
        ({"title": "T", "titel": "U"}, ["titel: unknown key; did you mean `title`?"]),
        (
            {"title": "T", "leaf": {"zzz": 1}},
            ["leaf.zzz: unknown key; a leaf takes `a`"],
        ),
        ({"title": "T", "leaf": 1}, ["leaf: 1 where a table is needed"]),
        ({"title": "T", "inner": [{"title": 1}, 2]},
         ["inner[1].title: 1 where a text is needed", "inner[2]: 2 where a table is needed"]),
        ({"title": "T", "inner": "x"}, ['inner: "x" where a list is needed']),
        ({"title": "T", "inner": []}, ["inner: an empty list; at least 1"]),
        ({"title": "T", "inner": [{}] * 4}, ["inner: 4 entries; at most 3"]),
        ({"title": "T", "env": 1}, ["env: 1 where a table is needed"]),
        ({"title": "T", "env": {"A": "x"}},
         ['env.A: "x" where a whole number is needed',
          'env.A: the key: "A" is no id; lower case letters, digits and hyphens; such as "a"']),
        ({"title": "T", "env": {"a": 1, "b": 1, "c": 1}}, ["env: 3 keys; at most 2"]),
        ({"title": "T", "free": {"a": "", "b": "", "c": ""}}, ["free: 3 keys; at most 2"]),
        ({"title": "T", "free": {"a": 1}}, ["free.a: 1 where a text is needed"]),
        ({"title": "T", "one": "x"}, ['one: "x" where a list is needed']),
        ({"title": "T", "one": -1}, ["one: -1 is out of bounds; from 0 to 2147483648"]),
        ({"title": "T", "either": 1}, ["either: 1 where a text or a list or a table is needed"]),
        ({"title": "T", "deep": "x"},
         ['deep: "x" where true or false or a whole number or a table is needed']),
        ({"title": "T", "wrap": 1}, ["wrap: 1 where a list or a list is needed"]),
        ({"title": "T", "expect": "status == 200"},
         [
             ('expect: "status == 200" where a list of conditions is needed; such as '
              '["status == 200"]')
         ]),
        ({"title": "T", "expect": []},
         ["expect: an empty list asserts nothing; name what must hold, or leave the key out"]),
        ({"title": "T", "expect": ["x == 1"] * 501}, ["expect: 501 conditions; at most 500"]),
        ({"title": "T", "expect": ["x == 1", "x =", 3, "y == '${'"]},
         ["expect[2]: `x =` is no condition; write `fact operator value`, such as `status == 200`",
          "expect[3]: 3 where a text is needed",
          "expect[4]: `${'` has no `}`; write `$${` for the text `${`"]),
        ({"title": "T", "look": {}}, ["look: `kind` is missing; a look needs it"]),
        ({"title": "T", "look": {"kind": 1}}, ["look.kind: 1 where a text is needed"]),
        ({"title": "T", "look": {"kind": "wbe", "x": 1}},
         ['look.kind: no probe kind "wbe"; did you mean `web`?']),
        ({"title": "T", "look": {"kind": "smoke", "x": 1}},
         ['look.kind: no probe kind "smoke"; one of `web`, `wire`']),
        ({"title": "T", "look": {"kind": "web"}}, ["look: `url` is missing; a web needs it"]),
        ({"title": "T", "look": {"kind": "web", "url": "u", "prot": 1}},
         ["look.prot: unknown key; did you mean `port`?"]),
        ({"title": "T", "look": {"kind": "wire", "zzz": 1}},
         ["look.zzz: unknown key; a look of kind wire takes `kind`, `title`"]),
        ({"title": "T", "look": {"kind": "web", "url": "${", "method": "${m}"}},
         ["look.method: `${...}` is not filled in here; write what it stands for",
          "look.url: `${` has no `}`; write `$${` for the text `${`"]),
    ],
)  # fmt: skip
def test_each_problem_is_said_where_it_is(document: dict[str, object], said: list[str]) -> None:
    assert _read(document)[1] == said


def test_a_list_keeps_the_places_of_what_could_be_read() -> None:
    table, _, _ = _read({"title": "T", "entries": [1, "U", {"a": 2}]})
    assert [each.path for each in table.titled("entries")] == [("entries", 1), ("entries", 2)]


def test_a_key_with_a_wrong_value_is_a_key_all_the_same() -> None:
    table, _, _ = _read({"title": "T", "env": {"a": "x", "b": 1}})
    assert table.keys("env") == ("a", "b")


def test_unknown_keys_without_end_are_told_with_an_end() -> None:
    document: dict[str, object] = {"title": "T", **{f"key{n}": n for n in range(50_000)}}
    assert len(_read(document)[1]) <= 201


def test_a_mark_that_is_doubled_asks_for_nothing() -> None:
    _, said, walk = _read({"title": "T", "look": {"kind": "web", "url": "$${api}"}})
    assert (said, walk.uses) == ([], [])


def test_a_table_of_a_kind_stands_alone_too() -> None:
    walk = Walk(Problems("f", {}), KINDS)
    table = walk.table_of_kind(KindTable(LOOK), {"kind": "web", "url": "${api}"}, ("probe",))
    assert (table.text("kind"), table.settings["url"]) == ("web", "${api}")
    assert walk.uses == [Use(("probe", "url"), ("api",))]
