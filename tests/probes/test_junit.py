from dataclasses import dataclass, field

import pytest
from hypothesis import given
from hypothesis import strategies as st

from golive_tui.errors import InputError
from golive_tui.probes.look.junit import DEEPEST, read_junit
from golive_tui.probes.look.run_counts import Run
from tests.probes.report_files import COMMIT, JEST, NESTED, PYTEST, SUREFIRE, failing


def read(text: str, commit_at: str = "") -> Run:
    return read_junit(text.encode(), commit_at)


def test_a_report_of_pytest() -> None:
    run = read(PYTEST)
    assert (run.counts.tests, run.counts.passed, run.counts.skipped) == (3, 2, 1)
    assert run.disagree == ()
    assert run.commit == COMMIT
    assert run.told is not None
    assert run.told.at.isoformat() == "2026-11-24T11:00:00.123456+00:00"
    assert run.duration == pytest.approx(1.204)


def test_a_report_of_jest_has_its_last_suite_s_time_without_a_zone() -> None:
    run = read(JEST)
    assert (run.counts.tests, run.counts.passed, run.disagree) == (2, 2, ())
    assert run.told is not None
    assert (run.told.at.minute, run.told.at.second, run.told.zoned) == (59, 30, False)


def test_a_test_that_passed_at_a_later_try_is_flaky() -> None:
    run = read(SUREFIRE)
    assert (run.counts.passed, run.counts.flaky, run.disagree) == (2, 1, ())


def test_suites_within_suites_count_either_way() -> None:
    assert read(NESTED).disagree == ()
    own_only = NESTED.replace('name="outer" tests="3"', 'name="outer" tests="1"')
    assert read(own_only).disagree == ()
    wrong = read(NESTED.replace('name="outer" tests="3"', 'name="outer" tests="4"'))
    assert wrong.disagree == ("<testsuite> outer tells of 4 tests, and holds 3",)


@pytest.mark.parametrize(
    ("kind", "name", "count"), [("failure", "failures", "failed"), ("error", "errors", "errors")]
)
def test_what_failed_is_named(kind: str, name: str, count: str) -> None:
    run = read(failing(kind, name))
    assert run.counts.of(count) == 1
    assert run.failing == ("tests.test_api test_login",)
    assert run.disagree == ()


def test_a_suite_that_tells_of_failures_it_does_not_hold_contradicts_itself() -> None:
    run = read(PYTEST.replace('failures="0"', 'failures="2"'))
    assert run.told_failing == 2
    assert run.disagree == ("<testsuite> pytest tells of 2 failed, and holds 0",)


def test_a_property_of_one_s_own_may_name_the_commit() -> None:
    text = PYTEST.replace("GITHUB_SHA", "built-from")
    assert read(text).commit is None
    assert read(text, "built-from").commit == COMMIT


def test_a_namespace_is_no_other_report() -> None:
    assert read('<testsuite xmlns="urn:x" tests="1"><testcase name="a"/></testsuite>').counts.tests


BOMB = (
    '<!DOCTYPE b [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>'
    "<testsuite><testcase name='&b;'/></testsuite>"
)


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (BOMB.encode(), "document type"),
        (b'<!DOCTYPE x SYSTEM "file:///etc/passwd"><testsuite/>', "document type"),
        (b"", "no XML"),
        (b"<testsuite>", "no XML"),
        (b"\xff\xfe<", "no XML"),
        (b"<testsuite>\xff</testsuite>", "no XML"),
        (b'<?xml version="1.0" encoding="x-none"?><testsuite/>', "no XML|encoding"),
        (b'<?xml version="1.0" encoding="utf-7"?><testsuite/>', "no XML|encoding"),
        (b"<html/>", "root is <html>"),
        (b"<testsuite>" * (DEEPEST + 1), "levels"),
    ],
)
def test_what_is_no_report_is_told(data: bytes, why: str) -> None:
    with pytest.raises(InputError, match=why):
        read_junit(data)


@given(st.binary(max_size=200))
def test_no_bytes_are_too_much(data: bytes) -> None:
    for content in (data, b"<testsuite>" + data, b"<testsuite tests='" + data + b"'/>"):
        try:
            run = read_junit(content)
        except InputError:
            continue
        assert run.counts.tests >= 0


@dataclass
class Tree:
    name: str
    attributes: dict[str, str]
    inner: list["Tree"] = field(default_factory=list)


_NAMES = st.sampled_from(
    ["testsuite", "testcase", "failure", "error", "skipped", "property", "properties", "x"]
)
_ATTRIBUTES = st.dictionaries(
    st.sampled_from(
        ["tests", "failures", "errors", "skipped", "name", "time", "timestamp", "value"]
    ),
    st.sampled_from(["0", "1", "-1", "1e9", "nan", "x", "", "99999999999"]),
)
_TREES: st.SearchStrategy[Tree] = st.recursive(
    st.builds(Tree, _NAMES, _ATTRIBUTES),
    lambda inner: st.builds(Tree, _NAMES, _ATTRIBUTES, st.lists(inner, max_size=4)),
    max_leaves=12,
)


def _xml(tree: Tree) -> str:
    told = "".join(f' {key}="{value}"' for key, value in tree.attributes.items())
    return f"<{tree.name}{told}>{''.join(map(_xml, tree.inner))}</{tree.name}>"


@given(_TREES)
def test_no_tree_is_too_strange(tree: Tree) -> None:
    run = read(f"<testsuites>{_xml(tree)}</testsuites>")
    assert run.counts.tests == sum(
        run.counts.of(name) for name in ("passed", "failed", "errors", "skipped")
    )
