from golive_tui.checklist.condition import parse
from golive_tui.checklist.key_lines import Path
from golive_tui.checklist.table import Table, nodes, plain, target_values


def _table(path: Path = (), **values: object) -> Table:
    return Table(path=path, raw=values, values=values, settings={})


ROOT = _table(
    title="DNS & Domain",
    port=443,
    share=0.5,
    on=True,
    of=("a", object(), "b"),
    codes=(0, 1),
    expect=(object(), parse("x == 1")),
    env={"A": "1", "B": 2},
    check=_table(("check",), id="c"),
    stage=(_table(("stage", 0), title="One"), "no table"),
    probes={"p": _table(("probes", "p"))},
    mixed=("First thing", _table(("mixed", 1), id="own", title="Second", probes=("p",)), 7),
)


def test_each_type_is_asked_for_by_name() -> None:
    assert ROOT.text("title") == "DNS & Domain"
    assert (ROOT.number("port"), ROOT.number("share"), ROOT.whole("port")) == (443, 0.5, 443)
    assert ROOT.flag("on") is True
    assert ROOT.texts("of") == ("a", "b")
    assert list(ROOT.indexed("of")) == [(0, "a"), (2, "b")]
    assert ROOT.wholes("codes") == (0, 1)
    assert [each.text for each in ROOT.conditions("expect")] == ["x == 1"]
    assert [(at, each.fact) for at, each in ROOT.placed_conditions("expect")] == [(1, "x")]
    assert ROOT.mapping("env") == {"A": "1"}
    assert [each.path for each in ROOT.tables("stage")] == [("stage", 0)]
    assert [each.key for each in ROOT.tables("probes")] == ["p"]
    assert (ROOT.keys("env"), ROOT.keys("of")) == (("A", "B"), ())
    check = ROOT.table("check")
    assert check is not None
    assert check.id == "c"


def test_what_is_missing_or_of_another_type_answers_as_if_it_were_not_there() -> None:
    for name in ("nothing", "title", "on"):
        assert ROOT.number(name) is None
        assert ROOT.whole(name) is None
        assert (ROOT.texts(name), ROOT.tables(name), ROOT.wholes(name)) == ((), (), ())
        assert ROOT.mapping(name) == {}
        assert ROOT.table(name) is None
    assert ROOT.whole("share") is None
    assert ROOT.text("port") == ""
    assert ROOT.flag("port") is False
    assert list(ROOT.titled("nothing")) == []


def test_an_id_is_made_of_the_title_where_none_is_given() -> None:
    assert ROOT.id == "dns-domain"
    assert _table(id="given", title="Other").id == "given"
    assert (_table().id, _table().key) == ("", "")


def test_a_title_alone_stands_for_a_table() -> None:
    first, second = ROOT.titled("mixed")
    assert (first.id, first.title, first.path, first.texts("probes")) == (
        "first-thing",
        "First thing",
        ("mixed", 0),
        (),
    )
    assert (second.id, second.title, second.path, second.texts("probes")) == (
        "own",
        "Second",
        ("mixed", 1),
        ("p",),
    )


def test_a_key_is_sound_unless_the_file_has_it_wrong() -> None:
    table = Table(path=(), raw={"a": 1, "b": 2}, values={"a": 1}, settings={})
    assert table.sound("a", "c")
    assert not table.sound("a", "b")
    assert table.has("b")
    assert not table.has("c")


def test_the_tree_is_walked_in_its_order() -> None:
    items = (_table(id="g", item=(_table(id="x"), _table(id="y"))), _table(id="z"))
    root = _table(stage=(_table(id="s", section=(_table(id="t", item=items),)),))
    assert [(node.what, node.table.id, node.above) for node in nodes(root)] == [
        ("stage", "s", ""),
        ("section", "t", "s"),
        ("item", "g", "t"),
        ("item", "x", "g"),
        ("item", "y", "g"),
        ("item", "z", "t"),
    ]


def test_the_values_of_a_target_are_texts() -> None:
    assert target_values(_table(rehearsal=True, api="x", port=443)) == {"api": "x", "port": "443"}


def test_tables_in_a_kinds_own_field_become_mappings() -> None:
    steps = (_table(name="a", save={"t": "json.t"}), "b")
    assert plain(steps) == ({"name": "a", "save": {"t": "json.t"}}, "b")
    assert plain(5) == 5
