"""The list of output lines."""

from golive_tui.tui.run.output import OutputList
from golive_tui.tui.run.pages import OutputLine, Pages


def held(*texts: str, start: int = 0) -> Pages:
    return Pages(lines=[OutputLine(offset=start + i, text=each) for i, each in enumerate(texts)])


def test_it_follows_the_end_until_somebody_goes_elsewhere() -> None:
    output = OutputList()
    output._count = 0
    output.pages = held("a", "b")
    output._shown = output._rows()
    output._count = 2
    output._cursor = 1
    assert output.following
    output._cursor = 0
    assert not output.following


def test_a_row_leads_to_older_lines_only_where_there_are_some() -> None:
    output = OutputList()
    output.pages = held("a")
    assert output.head == 0
    output.pages = held("a", start=40)
    assert output.head == 1
