"""Reports of tests and scans, made after the public formats of the tools that write them."""

import json
from typing import Any

Json = dict[str, Any]
COMMIT = "3f2a9c1d4b5e6f708192a3b4c5d6e7f809112233"

PYTEST = f"""<?xml version="1.0" encoding="utf-8"?>
<testsuites name="pytest tests"><testsuite name="pytest" errors="0" failures="0" skipped="1"
 tests="3" time="1.204" timestamp="2026-11-24T11:00:00.123456+00:00" hostname="ci-7">
<properties><property name="GITHUB_SHA" value="{COMMIT}"/></properties>
<testcase classname="tests.test_api" name="test_login" time="0.9"/>
<testcase classname="tests.test_api" name="test_chat" time="0.3"><system-out>said</system-out>
</testcase>
<testcase classname="tests.test_api" name="test_later" time="0.004">
<skipped type="pytest.skip" message="later">tests/test_api.py:9: later</skipped></testcase>
</testsuite></testsuites>"""

JEST = """<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="jest tests" tests="2" failures="0" errors="0" time="2.5">
  <testsuite name="auth" errors="0" failures="0" skipped="0" timestamp="2026-11-24T10:59:00"
   time="1.2" tests="1"><testcase classname="auth logs in" name="auth logs in" time="0.2"/>
  </testsuite>
  <testsuite name="chat" errors="0" failures="0" skipped="0" timestamp="2026-11-24T10:59:30"
   time="1.3" tests="1"><testcase classname="chat answers" name="chat answers" time="0.3"/>
  </testsuite>
</testsuites>"""

SUREFIRE = """<testsuite name="a.AuthTest" time="0.3" tests="2" errors="0" skipped="0" failures="0">
  <testcase name="logsIn" classname="a.AuthTest" time="0.1"/>
  <testcase name="stays" classname="a.AuthTest" time="0.2"><flakyFailure message="slow">
  <stackTrace>at a</stackTrace></flakyFailure></testcase></testsuite>"""

NESTED = """<testsuites><testsuite name="outer" tests="3">
<testsuite name="inner" tests="2" failures="0"><testcase name="a"/><testcase name="b"/></testsuite>
<testcase name="c"/></testsuite></testsuites>"""


def failing(kind: str = "failure", name: str = "failures") -> str:
    """The report of pytest with one test that did not pass."""
    return PYTEST.replace(
        'name="test_login" time="0.9"/>',
        f'name="test_login" time="0.9"><{kind} message="assert 1 == 2">E</{kind}></testcase>',
    ).replace(f'{name}="0"', f'{name}="1"')


def playwright(*statuses: str, stats: Json | None = None, errors: list[Json] | None = None) -> Json:
    """What Playwright's JSON reporter writes of tests with these outcomes."""
    told = dict.fromkeys(("expected", "unexpected", "flaky", "skipped"), 0)
    specs = []
    for at, status in enumerate(statuses):
        told[status] = told.get(status, 0) + 1
        test = {
            "projectName": "chromium",
            "status": status,
            "results": [{"status": "passed" if status == "expected" else "failed", "retry": 0}],
        }
        specs.append({"title": f"does {at}", "ok": status != "unexpected", "tests": [test]})
    inner = {"title": "logged in", "file": "app.spec.ts", "specs": specs[1:]}
    return {
        "config": {"version": "1.54.0", "metadata": {"gitCommit": {"hash": COMMIT}}},
        "suites": [
            {"title": "app.spec.ts", "file": "app.spec.ts", "specs": specs[:1], "suites": [inner]}
        ],
        "errors": errors or [],
        "stats": {"startTime": "2026-11-24T11:00:00.000Z", "duration": 8123.4, **told}
        | (stats or {}),
    }


def trivy(*severities: str, **more: Any) -> Json:
    found = [
        {"VulnerabilityID": f"CVE-2026-{at}", "PkgName": "lib", "Severity": severity}
        for at, severity in enumerate(severities)
    ]
    return {
        "SchemaVersion": 2,
        "CreatedAt": "2026-11-24T10:00:00.123456789Z",
        "ArtifactName": "flowmind/backend:1.4.0",
        "ArtifactType": "container_image",
        "Results": [
            {"Target": "debian 12", "Class": "os-pkgs", "Vulnerabilities": found},
            {"Target": "package-lock.json", "Class": "lang-pkgs"},
        ],
    } | more


def npm_audit(**counts: int) -> Json:
    names = ("info", "low", "moderate", "high", "critical")
    packages = {
        f"{name}-{at}": {"name": f"{name}-{at}", "severity": name, "via": [], "effects": []}
        for name in names
        for at in range(counts.get(name, 0))
    }
    told = {name: counts.get(name, 0) for name in names}
    return {
        "auditReportVersion": 2,
        "vulnerabilities": packages,
        "metadata": {
            "vulnerabilities": {**told, "total": sum(told.values())},
            "dependencies": {"prod": 300, "dev": 12, "total": 312},
        },
    }


def zap(*risks: str, **more: Any) -> Json:
    alerts = [
        {
            "pluginid": "10038",
            "alert": "A header is not set",
            "riskcode": risk,
            "confidence": "2",
            "riskdesc": "High (Medium)",
            "count": "4",
            "instances": [{"uri": "https://api.example/", "method": "GET"}] * 4,
        }
        for risk in risks
    ]
    return {
        "@programName": "ZAP",
        "@version": "2.16.0",
        "@generated": "Tue, 24 Nov 2026 10:00:00",
        "site": [{"@name": "https://api.example", "@port": "443", "alerts": alerts}],
    } | more


def sarif(*results: Json, **run: Any) -> Json:
    rules = [
        {"id": "scored", "properties": {"security-severity": "9.8"}},
        {"id": "levelled", "defaultConfiguration": {"level": "error"}},
        {"id": "plain"},
    ]
    return {
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [
            {
                "tool": {"driver": {"name": "CodeQL", "rules": rules}},
                "results": list(results),
                "invocations": [
                    {"executionSuccessful": True, "endTimeUtc": "2026-11-24T10:00:00Z"}
                ],
            }
            | run
        ],
    }


def text(document: object) -> str:
    return json.dumps(document)
