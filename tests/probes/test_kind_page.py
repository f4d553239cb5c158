"""The pages of docs/kinds/ are made from the kinds; GOLIVE_WRITE_DOCS=1 writes them anew."""

import pytest

from golive_tui.cli.kinds import example_of
from golive_tui.launch.samples import REASONS
from golive_tui.probes.all_kinds import KINDS
from golive_tui.probes.kind import OF_EVERY_KIND
from golive_tui.probes.kind_page import kind_page, may_give, reasons_of, reasons_page
from tests.checklist.made import ROOT, assert_in_step

PAGES = ROOT / "docs" / "kinds"


@pytest.mark.parametrize("name", KINDS)
def test_a_page_says_all_that_a_kind_declares_and_shows_it_at_work(name: str) -> None:
    kind, example = KINDS[name], example_of(name)
    assert example is not None
    page = kind_page(kind, example)
    assert_in_step(PAGES / f"{name}.md", page)
    assert kind.spec.help in page
    assert [f.name for f in kind.spec.fields if f"| `{f.name}` |" not in page] == []
    assert [fact.path for fact in kind.facts if f"| `{fact.path}` |" not in page] == []
    assert example[1].text in page


def test_there_is_a_page_for_each_kind_and_one_for_all_reasons() -> None:
    kinds = (f"- [`{name}`]({name}.md): {kind.spec.help}\n" for name, kind in sorted(KINDS.items()))
    assert_in_step(
        PAGES / "README.md",
        "# Kinds of probes and checks\n\n`golive kinds NAME` shows the same at the terminal.\n\n"
        f"{''.join(kinds)}\n## Reasons\n\nWhat is not ok gives one of these, and nothing else.\n\n"
        f"{reasons_page()}",
    )
    assert {path.stem for path in PAGES.iterdir()} == {*KINDS, "README"}


def test_the_families_of_a_kind_exist_and_are_not_those_of_every_kind() -> None:
    families = {reason.partition(".")[0] for reason in REASONS}
    assert families >= set(OF_EVERY_KIND)
    for kind in KINDS.values():
        assert set(kind.reasons) <= families - set(OF_EVERY_KIND)


def test_a_family_is_every_reason_of_it() -> None:
    tcp = KINDS["tcp"]
    assert "tcp.refused" in reasons_of(tcp)
    assert "http.status" not in reasons_of(tcp)
    assert may_give(tcp, "tcp.refused")
    assert may_give(tcp, "assert.failed")
    assert not may_give(tcp, "http.status")
    assert "None of its own." in kind_page(KINDS["host"], None)
    assert "## Example" not in kind_page(KINDS["host"], None)
