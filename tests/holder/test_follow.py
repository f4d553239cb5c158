from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from golive_tui.holder import follow
from golive_tui.holder.follow import Line, Page, before, latest, lines, tail
from golive_tui.holder.legible import shown

SMALL = 32
"""A window for tests in which everything happens soon."""


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(follow, "WINDOW", SMALL)
    monkeypatch.setattr(follow, "_ESCAPE", 8)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "transcript"


def texts(page: Page) -> list[str]:
    return [line.text for line in page.lines]


def all_lines(path: Path, limit: int = 200) -> list[Line]:
    """What a reader has seen when nothing more comes: closed lines, and the open one."""
    found: list[Line] = []
    offset = 0
    while True:
        page = lines(path, offset, limit)
        assert page.next_offset >= offset
        assert len(page.lines) <= limit
        found += [line for line in page.lines if not line.open]
        if page.next_offset == offset or (page.lines and page.lines[-1].open):
            return found + [line for line in page.lines if line.open]
        offset = page.next_offset


def test_lines_are_read_on_from_where_the_last_page_ended(path: Path) -> None:
    path.write_bytes(b"one\ntwo\nthree\n")
    page = lines(path, 0, 2)
    assert page == Page(
        lines=(Line(offset=0, text="one"), Line(offset=4, text="two")), next_offset=8, size=14
    )
    assert texts(lines(path, page.next_offset)) == ["three"]
    assert lines(path, 14) == Page(lines=(), next_offset=14, size=14)


def test_a_line_without_end_is_open_and_comes_again(path: Path) -> None:
    path.write_bytes(b"done\nPassword: ")
    page = lines(path, 0)
    assert page.lines[-1] == Line(offset=5, text="Password: ", open=True)
    assert page.next_offset == 5
    with path.open("ab") as file:
        file.write(b"\nwelcome\n")
    assert lines(path, page.next_offset).lines == (
        Line(offset=5, text="Password: "),
        Line(offset=16, text="welcome"),
    )


def test_a_progress_bar_is_one_line_and_is_not_read_again_and_again(path: Path) -> None:
    path.write_bytes(b"start\n" + b"".join(b"\r%d%%" % n for n in range(100)))
    page = lines(path, 0)
    assert texts(page) == ["start", "99%"]
    assert page.next_offset == path.stat().st_size - 3
    with path.open("ab") as file:
        file.write(b"\r100%\nend\n")
    assert texts(lines(path, page.next_offset)) == ["100%", "end"]


@pytest.mark.usefixtures("small")
def test_a_progress_bar_longer_than_the_window_leaves_its_last_state(path: Path) -> None:
    path.write_bytes(b"".join(b"%d%%\r" % n for n in range(100)) + b"100%\nend\n")
    assert [line.text for line in all_lines(path)] == ["100%", "end"]


@pytest.mark.usefixtures("small")
def test_a_line_longer_than_the_window_is_cut_and_nothing_of_it_is_lost(path: Path) -> None:
    text = "0123456789" * 10
    path.write_bytes(text.encode() + b"\nend\n")
    found = all_lines(path)
    assert "".join(line.text for line in found[:-1]) == text
    assert [line.cut for line in found] == [True] * 3 + [False] * 2
    assert found[-1].text == "end"


@pytest.mark.usefixtures("small")
def test_a_cut_goes_neither_through_a_character_nor_through_a_colour(path: Path) -> None:
    for lead in range(SMALL):
        path.write_bytes(b"x" * lead + "\u20ac\u00e9\U0001f680".encode() * 12)
        assert "\ufffd" not in "".join(line.text for line in all_lines(path))
        path.write_bytes(b"x" * lead + b"\x1b[31my" * 12)
        assert {*"".join(line.text for line in all_lines(path))} <= {"x", "y"}


def test_the_end_of_a_large_file_is_read_without_the_rest(path: Path) -> None:
    with path.open("wb") as file:
        file.truncate(1 << 30)  # a hole: it takes no space
        file.seek(0, 2)
        file.write(b"\none\ntwo\nthree")
    page = tail(path, 2)
    assert page.lines == (
        Line(offset=page.lines[0].offset, text="two"),
        Line(offset=page.lines[1].offset, text="three", open=True),
    )
    assert page.next_offset == page.lines[1].offset
    assert texts(before(path, page.first_offset, 1)) == ["one"]


def test_pages_before_lead_back_to_the_beginning(path: Path) -> None:
    path.write_bytes(b"".join(b"line %d\n" % n for n in range(100)))
    page = tail(path, 7)
    found = texts(page)
    while page.lines:
        page = before(path, page.first_offset, 7)
        found = texts(page) + found
    assert found == [f"line {n}" for n in range(100)]


@pytest.mark.usefixtures("small")
def test_a_page_before_the_rest_of_a_cut_line_shows_what_was_cut(path: Path) -> None:
    path.write_bytes(b"first\n" + b"x" * 20)
    assert before(path, 16).lines == (
        Line(offset=0, text="first"),
        Line(offset=6, text="x" * 10, cut=True),
    )


@pytest.mark.usefixtures("small")
def test_the_end_of_a_line_that_fills_the_window_is_its_second_half(path: Path) -> None:
    path.write_bytes(b"ab" * 100)
    (line,) = tail(path).lines
    assert line == Line(offset=200 - SMALL // 2, text="ab" * (SMALL // 4), open=True)


@pytest.mark.usefixtures("small")
def test_a_reader_that_has_fallen_behind_is_taken_to_the_end_and_told(path: Path) -> None:
    path.write_bytes(b"".join(b"line %3d\n" % n for n in range(100)))
    page = latest(path, 90)
    assert texts(page) == ["line  97", "line  98", "line  99"]
    assert (page.skipped, page.next_offset) == (97 * 9 - 90, 900)
    near = latest(path, 900 - 27)
    assert (texts(near), near.skipped) == (["line  97", "line  98", "line  99"], 0)


def test_what_is_not_there_is_an_error(tmp_path: Path) -> None:
    for read in (tail, lambda path: lines(path, 0)):
        with pytest.raises(FileNotFoundError):
            read(tmp_path / "none")


@pytest.mark.usefixtures("small")
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    parts=st.lists(
        st.sampled_from([b"a", b"bc", b"\n", b"\r", b"\r\n", b"\x1b[1m", b"\xc3\xa9", b"\xff"]),
        max_size=60,
    ),
    limit=st.integers(1, 5),
)
def test_whatever_comes_is_read_to_its_end_in_order(
    path: Path, parts: list[bytes], limit: int
) -> None:
    data = b"".join(parts)
    path.write_bytes(data)
    found = all_lines(path, limit)
    offsets = [line.offset for line in found]
    assert offsets == sorted(set(offsets))
    if not any(len(line) >= SMALL for line in data.split(b"\n")):
        whole = [shown(raw) for raw in data.split(b"\n")]
        last = [] if data.endswith(b"\n") or not data else whole[-1:]
        assert [line.text for line in found] == whole[:-1] + last
    page = tail(path, limit)
    assert len(page.lines) <= limit
    if page.lines and len(data) < SMALL:
        assert texts(page) == [line.text for line in found][-len(page.lines) :]
