"""What people, targets, commands and checklists say is data: on every screen, in every report.

One launch with something of everything, each of its words made evil, is looked at in all the ways
there are. 15 views and dialogs of the dashboard, and 4 documents.
"""

import json
import re
from typing import Final

import pytest

from golive_tui.cli.output import as_json
from golive_tui.report.lines import lines
from golive_tui.report.markdown import markdown
from golive_tui.report.page import page
from golive_tui.report.record import Record, document
from golive_tui.report.status import status
from golive_tui.tui.desk import EVERYTHING
from tests.report.records import lived, record
from tests.report.test_page import ALLOWED, Reader
from tests.tui.stage import rows, settle, staged
from tests.whole.evil import hidden, seen
from tests.whole.poison import EVIL, poisoned

KEYS: Final = {
    "views": (["1"], ["2"], ["3"], ["4"], ["5"], ["6"]),
    "details": (["1", "enter"], ["2", "enter"], ["3", "k", "enter"], ["4", "enter"]),
    "dialogs": (["1", "?"], ["R"], ["s"], ["ctrl+p"], ["e"]),
}


def evil_record() -> Record:
    evil: Record = poisoned(record(lived()))
    return evil


def shown(pattern: str, said: str) -> bool:
    """Whether the words came through at all: else nothing was proven."""
    return re.search(pattern, said) is not None


@pytest.mark.parametrize("group", KEYS)
async def test_every_view_shows_it_as_text(group: str) -> None:
    async with staged("live", (160, 45)) as (app, pilot):
        mirror = app.desk.mirror
        assert mirror is not None
        mirror.checklist, mirror.state = poisoned(mirror.checklist), poisoned(mirror.state)
        app.desk.mark(EVERYTHING)
        for keys in KEYS[group]:
            await pilot.press(*keys)
            await settle(app, pilot)
            said = rows(app)
            assert [row for row in said if seen(row, newline=False)] == [], keys
            assert "pwned" in "\n".join(said), keys
            await pilot.press("escape", "escape")
        assert app.is_running
        assert "pwned" not in app.title


def test_a_terminal_is_told_plain_lines() -> None:
    told = lines(evil_record().facts)
    assert shown("pwned", "\n".join(told))
    assert [line for line in told if seen(line, newline=False)] == []


def test_the_status_for_scripts_is_one_json_document() -> None:
    text = as_json(status(evil_record().facts))
    assert shown("pwned", text)
    assert hidden(text) == []
    json.loads(text)


def test_the_report_in_markdown_has_neither_links_nor_html() -> None:
    text = markdown(document(evil_record()))
    assert shown("pwned", text)
    assert hidden(text) == []
    bare = re.sub(r"\\.", "", text).replace("<br>", "")
    assert re.search(r"<\w|\]\(|!\[", bare) is None


def test_the_report_in_html_holds_only_its_own_tags() -> None:
    text = page(document(evil_record()))
    assert shown("pwned", text)
    assert hidden(text) == []
    read = Reader(text)
    assert {tag for tag, _ in read.tags} <= ALLOWED
    named = {name for _, attributes in read.tags for name in attributes}
    assert not {name for name in named if name.startswith("on")} | named & {"src", "href", "action"}


def test_the_evil_string_is_evil() -> None:
    assert len(hidden(EVIL)) > 10
    assert poisoned(lived().plan).title.startswith(EVIL)
