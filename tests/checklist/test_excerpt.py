from golive_tui.checklist.excerpt import excerpt
from golive_tui.checklist_files import shipped

TEXT = """schema = 1

[probes.a]
kind = "http"
url = "x"

[[stage.section.item]]
title = "One"
check = { kind = "tcp", host = "x" }

# Of the second.
[[stage.section.item.check]]
kind = "http"
url = "y"

[[stage.section.item.check.steps]]
name = "deep"

[stage.section.item.check.more]
x = 1
# Of what follows.

[[stage.section.item]]
title = "Two"

[[stage.section.item.check]]
kind = "command"

[[stage.section.item.check.steps]]
name = "of another"
"""


def test_a_check_comes_before_a_probe_with_its_own_tables() -> None:
    found = excerpt(TEXT, "http")
    assert found is not None
    assert found.text.startswith('[[stage.section.item.check]]\nkind = "http"\nurl = "y"\n')
    assert found.text.endswith("[stage.section.item.check.more]\nx = 1")
    assert TEXT.splitlines()[found.line - 1] == "[[stage.section.item.check]]"


def test_a_probe_where_there_is_no_check() -> None:
    found = excerpt(TEXT.replace('kind = "http"\nurl = "y"', 'kind = "dns"'), "http")
    assert found is not None
    assert (found.line, found.text) == (3, '[probes.a]\nkind = "http"\nurl = "x"')


def test_what_is_not_there_or_only_in_a_line_is_not_shown() -> None:
    assert excerpt(TEXT, "tcp") is None
    assert excerpt(TEXT, "ht.p") is None


def test_of_a_file_that_comes_with_golive() -> None:
    found = excerpt(shipped()["services"].read_text(encoding="utf-8"), "file")
    assert found is not None
    assert found.text.endswith('contains = "^debug = false"')
