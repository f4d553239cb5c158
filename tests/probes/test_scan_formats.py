import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from golive_tui.errors import InputError
from golive_tui.probes.look.scan_formats import (
    is_npm_audit,
    is_trivy,
    is_zap,
    read_npm_audit,
    read_trivy,
    read_zap,
)
from tests.probes.report_files import Json, npm_audit, trivy, zap


def test_trivy_counts_all_that_it_finds() -> None:
    document = trivy("CRITICAL", "HIGH", "HIGH", "UNKNOWN")
    document["Results"] += [
        {"Target": "Dockerfile", "Misconfigurations": [
            {"Severity": "HIGH", "Status": "FAIL"},
            {"Severity": "HIGH", "Status": "PASS"},
            {"Severity": "HIGH", "Status": "EXCEPTION"},
        ]},
        {"Target": "/.env", "Secrets": [{"Severity": "CRITICAL"}]},
        {"Target": "x", "ExperimentalModifiedFindings": [{"Status": "ignored"}]},
    ]  # fmt: skip
    assert is_trivy(document)
    found = read_trivy(document)
    assert (found.counts["critical"], found.counts["high"], found.counts["unknown"]) == (2, 3, 1)
    assert (found.suppressed, found.target) == (2, "flowmind/backend:1.4.0")
    assert found.told is not None


@pytest.mark.parametrize("more", [{"Results": None}, {"Results": []}, {"SchemaVersion": 1}])
def test_trivy_that_looked_at_nothing_proves_nothing(more: Json) -> None:
    with pytest.raises(InputError):
        read_trivy(trivy(**more))


def test_npm_audit_counts_packages() -> None:
    document = npm_audit(critical=1, moderate=2, info=3)
    assert is_npm_audit(document)
    found = read_npm_audit(document)
    assert (found.counts["critical"], found.counts["medium"], found.counts["info"]) == (1, 2, 3)
    assert found.told is None


def _told(document: Json, **counts: int) -> Json:
    document["metadata"]["vulnerabilities"] |= counts
    return document


@pytest.mark.parametrize(
    ("document", "why"),
    [
        (_told(npm_audit(high=1), high=0), "tells of 0 high, and holds 1"),
        (_told(npm_audit(), critical=1), "tells of 1 critical, and holds 0"),
        (npm_audit() | {"metadata": {}}, "tells of no critical"),
        ({"error": {"code": "ENOLOCK", "summary": "no lockfile"}}, "could not look: no lockfile"),
        (npm_audit() | {"auditReportVersion": 3}, "auditReportVersion 2"),
    ],
)
def test_npm_audit_that_contradicts_itself_proves_nothing(document: Json, why: str) -> None:
    assert is_npm_audit(document)
    with pytest.raises(InputError, match=why):
        read_npm_audit(document)


def test_npm_audit_without_a_dependency_proves_nothing() -> None:
    document = npm_audit()
    document["metadata"]["dependencies"] = {"total": 0}
    with pytest.raises(InputError, match="no dependency"):
        read_npm_audit(document)


def test_zap_counts_alerts_and_not_their_pages() -> None:
    document = zap("3", "2", "2", "1", "0", "x")
    document["site"][0]["alerts"].append({"riskcode": "3", "confidence": "0"})
    assert is_zap(document)
    found = read_zap(document)
    assert list(found.counts.values()) == [0, 1, 2, 1, 1, 1]
    assert found.suppressed == 1
    assert found.told is not None
    assert not found.told.zoned
    assert (found.tool, found.target) == ("ZAP 2.16.0", "https://api.example")


def test_zap_s_newer_time_has_a_zone() -> None:
    told = read_zap(zap(created="2026-11-24T09:00:00.123456789Z")).told
    assert told is not None
    assert told.zoned


@pytest.mark.parametrize("site", [[], None, [{"@name": "x"}], "x"])
def test_zap_without_a_site_or_its_alerts_proves_nothing(site: object) -> None:
    with pytest.raises(InputError):
        read_zap(zap(site=site))


_KEYS = st.sampled_from(
    ["Results", "Vulnerabilities", "Severity", "metadata", "vulnerabilities", "dependencies",
     "total", "site", "alerts", "riskcode", "confidence", "error", "summary", "code"]
)  # fmt: skip
_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=3),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(_KEYS, inner, max_size=4),
    max_leaves=15,
)


@given(st.dictionaries(_KEYS, _JSON))
def test_no_json_is_too_strange(document: Json) -> None:
    for read, head in (
        (read_trivy, {"SchemaVersion": 2}),
        (read_npm_audit, {"auditReportVersion": 2}),
        (read_zap, {"@version": "2"}),
    ):
        with contextlib.suppress(InputError):
            assert sum(read({**document, **head}).counts.values()) >= 0
