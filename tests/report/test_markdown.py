import re

from hypothesis import given
from hypothesis import strategies as st

from golive_tui.report.document import Document, Fold, Heading, Paragraph, Plot, Table, Word
from golive_tui.report.markdown import markdown
from tests.report.test_past import gathered


def cell(text: str) -> str:
    """The text as the only cell of a table."""
    made = markdown(Document("t", (Table(("h",), [(text,)]),)))
    return made.splitlines()[-1].removeprefix("| ").removesuffix(" |")


def test_every_block_has_its_markdown() -> None:
    made = markdown(
        Document(
            "A launch",
            (
                Heading(2, "Steps"),
                Paragraph("None."),
                Table(("a", "b"), [("1", Word("failed", "bad")), ("2", Word("ok", "good"))]),
                Table((), [("name", "value")]),
                Table(("a",), []),
                Plot("API", gathered([])),
                Fold("2 events", Table(("x",), [("y",)])),
            ),
        )
    )
    assert made == (
        "# A launch\n\n## Steps\n\nNone.\n\n"
        "| a | b |\n|---|---|\n| 1 | **failed** |\n| 2 | ok |\n\n"
        "|  |  |\n|---|---|\n| name | value |\n\n(none)\n\n"
        "### 2 events\n\n| x |\n|---|\n| y |\n"
    )


def test_foreign_text_is_no_markup() -> None:
    assert cell("*b* _i_ `c` [l](u) <b> a|b ~s~ &amp; #1 @ana $x$") == (
        r"\*b\* \_i\_ \`c\` \[l\](u) \<b\> a\|b \~s\~ \&amp; \#1 \@ana \$x\$"
    )
    assert cell("one\ntwo") == "one<br>two"
    assert cell("\x1b[2J") == r"␛\[2J"


def test_what_would_begin_a_list_does_not() -> None:
    assert cell("- item") == r"\- item"
    assert cell("1. item") == r"1\. item"
    assert cell("1.4 s") == "1.4 s"
    assert cell("=====") == r"\====="


@given(st.text())
def test_a_cell_is_one_line_without_a_bare_pipe(text: str) -> None:
    made = markdown(Document("t", (Table(("h",), [(text,)]),)))
    assert len(made.splitlines()) == 5
    bare = re.sub(r"\\.", "", made.splitlines()[-1])
    assert bare.count("|") == 2
    assert "<" not in bare.replace("<br>", "")
