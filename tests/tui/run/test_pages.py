"""What is held of an attempt's output."""

from typing import Any

from golive_tui.tui.run.pages import KEPT, Pages


def page(lines: list[tuple[int, str, bool]], next_offset: int, **more: Any) -> dict[str, Any]:
    return {"lines": lines, "next_offset": next_offset, "size": next_offset, "skipped": 0, **more}


def test_pages_follow_each_other_and_the_same_answer_changes_nothing() -> None:
    held = Pages()
    assert held.add(page([(0, "one", False)], 4))
    assert held.add(page([(4, "two", False)], 8))
    assert not held.add(page([], 8))
    assert [line.text for line in held.lines] == ["one", "two"]


def test_a_line_without_an_end_comes_again_longer_and_stands_once() -> None:
    held = Pages()
    held.add(page([(0, "50", True)], 0, size=2))
    held.add(page([(0, "50 %", True)], 0, size=4))
    held.add(page([(0, "50 % done", False)], 10))
    assert [line.text for line in held.lines] == ["50 % done"]


def test_what_was_passed_over_is_told() -> None:
    held = Pages()
    held.add(page([(0, "one", False)], 4))
    held.add(page([(900, "late", False)], 905, skipped=896))
    assert [line.text for line in held.lines][1:] == [
        "… 896 bytes passed unseen; golive step output shows all",
        "late",
    ]


def test_older_lines_come_before_and_the_oldest_go_when_there_are_too_many() -> None:
    held = Pages()
    held.add(page([(100, "b", False)], 102))
    assert held.add_older(page([(98, "a", False)], 100), 100) == 1
    assert held.first_offset == 98
    held.add(page([(200 + i, str(i), False) for i in range(KEPT)], 9000))
    assert len(held.lines) == KEPT
    assert held.lines[0].text == "0"


def test_who_reads_further_up_keeps_what_is_held_and_sees_it_grow() -> None:
    held = Pages()
    held.add(page([(i, str(i), False) for i in range(KEPT)], KEPT))
    assert held.full
    newer = page([(KEPT, "newer", False)], KEPT + 1)
    assert held.add(newer, following=False)
    assert (len(held.lines), held.lines[0].text) == (KEPT, "0")
    assert (held.size, held.next_offset) == (KEPT + 1, KEPT), "it is asked for again later"
    assert not held.add(newer, following=False)
    assert held.add(newer)
    assert (held.lines[0].text, held.lines[-1].text) == ("1", "newer")
    assert held.next_offset == KEPT + 1


def test_what_was_scrolled_to_stays_while_newer_lines_come() -> None:
    held = Pages()
    held.add(page([(1000 + i, str(i), False) for i in range(KEPT)], 9000))
    held.add_older(page([(990, "older", False)], 1000), 1000)
    held.add(page([(9000, "newer", False)], 9001), following=False)
    assert held.lines[0].text == "older"


def test_an_older_page_that_does_not_join_on_any_more_is_dropped() -> None:
    held = Pages()
    held.add(page([(100, "b", False)], 102))
    assert held.add_older(page([(40, "a", False)], 50), 50) == 0
    assert [line.text for line in held.lines] == ["b"]
