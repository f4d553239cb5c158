"""The manual and the Makefile say what is there."""

import re
import subprocess
from pathlib import Path

import pytest

from tests.rules.project import ROOT, name_of

PAGES = [ROOT / "README.md", ROOT / "CHANGELOG.md", *sorted((ROOT / "docs").rglob("*.md"))]
LINK = re.compile(r"\]\(([^)\s]+)\)")


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_every_link_to_a_file_leads_somewhere(page: Path) -> None:
    targets = LINK.findall(page.read_text(encoding="utf-8"))
    local = [target.partition("#")[0] for target in targets if "://" not in target]
    assert [target for target in local if target and not (page.parent / target).exists()] == []


def test_every_proof_that_is_named_exists() -> None:
    text = (ROOT / "docs" / "proof.md").read_text(encoding="utf-8")
    named = re.findall(r"`(tests/[\w./-]+\.py)`", text)
    assert len(named) > 10
    assert [name for name in named if not (ROOT / name).exists()] == []


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_no_page_holds_a_placeholder(page: Path) -> None:
    text = page.read_text(encoding="utf-8").lower()
    assert re.findall(r"\b(?:todo|tbd|fixme|xxx|lorem ipsum|coming soon)\b", text) == []


def test_make_alone_names_every_target() -> None:
    said = subprocess.run(
        ["make", "--no-print-directory", "--silent"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    named = set(re.findall(r"^ {2}make (\S+)", said.stdout, re.MULTILINE))
    phony = re.search(r"^\.PHONY: (.*)$", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE)
    assert phony
    assert named == set(phony[1].split())
