"""What is published agrees with what is written."""

import ast
import re
import sys
from importlib.metadata import packages_distributions, version
from pathlib import Path

import pytest
from packaging.markers import Marker
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.rules.project import PACKAGE, ROOT, metadata, name_of, sources, tree_of
from tests.rules.test_installed import only_installed

CHANGELOG = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
DEPENDENCIES = (ROOT / "docs" / "dependencies.md").read_text(encoding="utf-8")
LOCK = (ROOT / "requirements.lock").read_text(encoding="utf-8")
PIN = re.compile(r"(?P<name>[a-z0-9-]+)==(?P<version>[0-9a-z.]+)(?: ; (?P<marker>.+))?")


def _pins() -> list[re.Match[str]]:
    lines = [line for line in LOCK.splitlines() if not line.startswith("#")]
    found = [PIN.fullmatch(line) for line in lines]
    assert None not in found, "each line of the lock is `name==version` or `name==version ; marker`"
    return [pin for pin in found if pin]


def _asked_for() -> list[Requirement]:
    project = metadata()["project"]
    texts = [*project["dependencies"], *project["optional-dependencies"]["dev"]]
    return [Requirement(text) for text in texts]


def _imported(path: Path) -> set[str]:
    """Top-level names of all modules that a file imports."""
    names: set[str] = set()
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.Import):
            names |= {each.name for each in node.names}
        elif isinstance(node, ast.ImportFrom):
            names.add(node.module or "")
    return {name.partition(".")[0] for name in names}


def test_the_version_is_the_newest_heading_of_the_changelog() -> None:
    headings = re.findall(r"^## (\S+) - (\d{4}-\d{2}-\d{2})$", CHANGELOG, re.MULTILINE)
    assert headings[0][0] == metadata()["project"]["version"]


def test_the_changelog_goes_from_new_to_old_and_dates_every_version() -> None:
    headings = re.findall(r"^## (.*)$", CHANGELOG, re.MULTILINE)
    dates = [heading.rpartition(" - ")[2] for heading in headings]
    assert all(re.fullmatch(r"\d{4}-\d{2}-\d{2}", date) for date in dates)
    assert dates == sorted(dates, reverse=True)


@only_installed
def test_the_installed_version_is_the_written_one() -> None:
    assert version("golive-tui") == metadata()["project"]["version"]


def test_every_dependency_has_its_line_and_every_line_its_dependency() -> None:
    lines = re.findall(r"^- \*\*(\S+)\*\*", DEPENDENCIES, re.MULTILINE)
    assert sorted(lines) == sorted(each.name for each in _asked_for())


def test_the_package_imports_nothing_that_it_does_not_ask_for() -> None:
    """A package that comes along with another may stay away with its next version."""
    project = metadata()["project"]
    extras = project["optional-dependencies"]
    texts = [*project["dependencies"], *(t for name in set(extras) - {"dev"} for t in extras[name])]
    asked = {canonicalize_name(Requirement(text).name) for text in texts}
    homes = packages_distributions()
    strangers = {
        f"{name_of(path)}: {name}"
        for path in sources(PACKAGE)
        for name in _imported(path) - sys.stdlib_module_names - {"golive_tui"}
        if not asked & {canonicalize_name(home) for home in homes.get(name, [])}
    }
    assert strangers == set()


def test_every_dependency_at_run_time_is_bounded_on_both_sides() -> None:
    for text in metadata()["project"]["dependencies"]:
        operators = {each.operator for each in Requirement(text).specifier}
        assert {">=", "<"} <= operators, text


def test_the_lock_names_no_place() -> None:
    assert not re.search(r"://|@|--|\.(org|com|io|net)\b|file:|/", LOCK.split("\n", 2)[2])


def test_the_lock_holds_every_dependency_within_its_bounds() -> None:
    pins = {canonicalize_name(pin["name"]): pin["version"] for pin in _pins()}
    for each in _asked_for():
        assert each.specifier.contains(pins[canonicalize_name(each.name)]), each


@pytest.mark.parametrize("python", ["3.11", "3.12", "3.13"])
def test_the_lock_says_one_version_of_each_package_to_every_python(python: str) -> None:
    held = [
        pin["name"]
        for pin in _pins()
        if not pin["marker"] or Marker(pin["marker"]).evaluate({"python_version": python})
    ]
    assert len(held) == len(set(held))


def test_the_licence_is_the_one_that_is_declared() -> None:
    assert metadata()["project"]["license"] == "Apache-2.0"
    assert "Apache License\n                           Version 2.0, January 2004" in (
        ROOT / "LICENSE"
    ).read_text(encoding="utf-8")
