from golive_tui.checklist.fields import Bytes, Choice, EitherOf, Field, Flag, ListOf, Spec, Text
from golive_tui.checklist.reference import reference, table
from golive_tui.probes.all_kinds import KINDS, specs
from tests.checklist.made import ROOT, assert_in_step

PAGE = ROOT / "docs" / "checklist.md"
MARK = "a test keeps it true. -->\n\n"


def test_the_page_says_what_the_specs_say() -> None:
    head = PAGE.read_text(encoding="utf-8").partition(MARK)[0]
    assert_in_step(PAGE, head + MARK + reference(specs()))


def test_every_kind_has_its_line_with_a_page_of_its_own() -> None:
    page = reference(specs())
    for name, kind in KINDS.items():
        assert f"| [`{name}`](kinds/{name}.md)" in page
        assert kind.spec.help in page


def test_defaults_are_spelt_as_the_file_would_have_them() -> None:
    spec = Spec(
        name="x",
        help="X.",
        fields=(
            Field(name="a", type=Bytes(), help="A|a.", default=2048),
            Field(name="b", type=Bytes(), help="B.", default=1000),
            Field(name="c", type=ListOf(Text(), or_one=True), help="C.", default=("x", "y")),
            Field(name="d", type=Flag(), help="D.", default=True),
            Field(name="e", type=Choice(("one",)), help="E."),
            Field(name="f", type=Text(), help="F.", default=""),
            Field(name="g", type=EitherOf((Text(), Flag())), help="G.", default="x"),
        ),
    )
    part = "\n".join(table("## x", spec))
    assert '| `a` | a size such as "256KiB" | `"2KiB"` | A\\|a. |' in part
    assert '| `b` | a size such as "256KiB" | `"1000B"` | B. |' in part
    assert '| `c` | a text, or a list of such | `["x", "y"]` | C. |' in part
    assert "| `d` | true or false | `true` | D. |" in part
    assert '| `e` | `"one"` |  | E. |' in part
    assert "| `f` | a text |  | F. |" in part
    assert '| `g` | a text or true or false | `"x"` | G. |' in part


def test_a_kind_without_keys_of_its_own_has_no_table_of_them() -> None:
    spec = Spec(name="x", help="It takes nothing.", fields=(), check_only=True)
    assert "\n".join(table("## x", spec)) == "## x\n\nIt takes nothing.\n"
    assert "| [`x`](kinds/x.md) (checks only) | It takes nothing. |" in reference({"x": spec})
