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
    assert held.add_older(page([(98, "a", False)], 100)) == 1
    assert held.first_offset == 98
    held.add(page([(200 + i, str(i), False) for i in range(KEPT)], 9000))
    assert len(held.lines) == KEPT
    assert held.lines[0].text == "0"
