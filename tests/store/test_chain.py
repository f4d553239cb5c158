import hashlib

from golive_tui.store.chain import GENESIS, START, Position, link


def test_a_link_is_the_beginning_of_the_digest_of_the_line_without_its_newline() -> None:
    assert link(b"a line\n") == link(b"a line") == hashlib.sha256(b"a line").hexdigest()[:16]


def test_the_first_line_follows_from_nothing() -> None:
    assert START.prev == GENESIS == "0" * 16
    assert (START.seq, START.lines, START.offset) == (0, 0, 0)


def test_a_position_moves_on_line_by_line() -> None:
    first = START.after(b"abc\n")
    assert first == Position(seq=1, lines=1, line_offset=0, offset=4, prev=link(b"abc"))
    assert first.after(b"de\n") == Position(
        seq=2, lines=2, line_offset=4, offset=7, prev=link(b"de")
    )


def test_a_carried_launch_counts_its_lines_from_one_and_its_events_on() -> None:
    after = Position(seq=412, prev="f" * 16).after(b"abc\n")
    assert (after.seq, after.lines, after.offset) == (413, 1, 4)
