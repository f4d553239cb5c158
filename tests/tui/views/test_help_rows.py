from golive_tui.tui.ground.glyphs import GLYPHS
from golive_tui.tui.keys_table import ACTIONS
from golive_tui.tui.views.help_rows import SIGNS, help_lines, help_page
from tests.tui.views.reading import crowded, text

LINES = help_lines(ACTIONS)


def test_every_key_that_holds_here_has_a_line() -> None:
    said = text(help_page(LINES, "", 96), 96)
    missing = [each.help for each in ACTIONS if each.help.split()[0] not in said]
    assert missing == []
    assert "Lists ─" in said


def test_every_sign_has_a_meaning() -> None:
    assert set(SIGNS) <= set(GLYPHS)
    tree = {"fold", "open", "block", "blind"}
    assert set(GLYPHS) - set(SIGNS) <= tree


def test_a_search_shows_what_holds_all_its_words_under_their_headings() -> None:
    said = text(help_page(LINES, "Skip reason", 96), 96)
    assert "Items ─" in said
    assert "Skip the item; a reason is asked for." in said
    assert "Words ─" not in said


def test_a_search_without_a_find_says_so() -> None:
    assert text(help_page(LINES, "zebra", 96), 96) == "nothing like that"


def test_the_page_fits_at_every_width() -> None:
    assert crowded(lambda width: help_page(LINES, "", width)) == []
