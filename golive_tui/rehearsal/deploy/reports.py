"""Reports that the day's checks read, as the tools write them: of tests, scans, a restore, a load
test, and two backups. An earlier run of the rehearsal has made them all, so to speak.

`golive-rehearse reports` makes them anew; those named in the file `fail` then tell of trouble.
"""

import json
from collections.abc import Mapping
from typing import Final, Protocol

from golive_tui.rehearsal.deploy.acts import Leave, Play, Say, Scene
from golive_tui.rehearsal.deploy.load import REPORT, report
from golive_tui.rehearsal.deploy.place import Place


class _Maker(Protocol):
    def __call__(self, at: str, /, *, bad: bool) -> str: ...


_SUITES: Final[Mapping[str, tuple[str, ...]]] = {
    "unit-tests": ("health tells its checks", "config refuses an unset secret", "cors is strict"),
    "e2e-auth": ("login with valid credentials", "refresh of an expired token", "logout"),
    "e2e-api": ("GET /api/v1/info names four frontends", "buildings of Hechingen", "sensors"),
    "e2e-websocket": ("subscription is confirmed", "reconnects after a drop"),
    "e2e-frontends": ("one session in all four", "each frontend reaches the API"),
}
_DUMP: Final = 96 * 1024
"""Bytes of a backup; the one before is a little smaller."""


def reports(scene: Scene) -> Play:
    """All of them, one file each."""
    for name, text in written(scene).items():
        yield Leave(name, text)
    yield Say("all reports are there", colour="32")


def written(scene: Scene) -> Mapping[str, str]:
    """Every file by its name; those whose name without its ending is told to fail are bad."""
    told = scene.told
    suites = {f"{name}.xml": _junit(name, scene.at, bad=name in told) for name in _SUITES}
    others = {
        name: make(scene.at, bad=name.partition(".")[0] in told) for name, make in _OTHERS.items()
    }
    return suites | others


def lay_out(place: Place, scene: Scene) -> None:
    """Leave those that are not there yet."""
    for name, text in written(scene).items():
        if not (place.folder / name).exists():
            place.leave(name, text)


def _junit(name: str, at: str, *, bad: bool) -> str:
    cases = []
    for number, title in enumerate(_SUITES[name]):
        failure = '<failure message="expected 200, got 500"/>' if bad and number == 1 else ""
        cases.append(f'<testcase classname="{name}" name="{title}" time="0.4">{failure}</testcase>')
    counts = f'tests="{len(cases)}" failures="{int(bad)}" errors="0" skipped="0"'
    head = f'<testsuite name="{name}" {counts} timestamp="{at}" time="{len(cases) * 0.4}">'
    whole = "\n".join([head, *cases, "</testsuite>"])
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<testsuites>\n{whole}\n</testsuites>\n'


def _npm_audit(_at: str, *, bad: bool) -> str:
    found = {"ws": {"name": "ws", "severity": "high", "via": []}} if bad else {}
    levels = {"info": 0, "low": 0, "moderate": 0, "high": int(bad), "critical": 0}
    levels["total"] = int(bad)
    metadata = {"vulnerabilities": levels, "dependencies": {"prod": 214, "total": 611}}
    whole = {"auditReportVersion": 2, "vulnerabilities": found, "metadata": metadata}
    return json.dumps(whole, indent=1)


def _trivy(at: str, *, bad: bool) -> str:
    found = [{"VulnerabilityID": "CVE-2026-0001", "Severity": "CRITICAL"}] if bad else []
    layer = {"Target": "alpine 3.20", "Class": "os-pkgs", "Vulnerabilities": found}
    artifact = "flowmind/universal-backend:2.4.1"
    whole = {
        "SchemaVersion": 2,
        "CreatedAt": at,
        "ArtifactName": artifact,
        "Results": [layer],
    }
    return json.dumps(whole, indent=1)


def _sarif(at: str, *, bad: bool) -> str:
    finding = {"ruleId": "idor", "level": "error" if bad else "note", "message": {"text": "IDOR"}}
    invocation = {"executionSuccessful": True, "endTimeUtc": at}
    driver = {"name": "Penetration test, external", "rules": []}
    run = {"tool": {"driver": driver}, "invocations": [invocation], "results": [finding]}
    return json.dumps({"version": "2.1.0", "runs": [run]}, indent=1)


def _restore(at: str, *, bad: bool) -> str:
    tested = "2024-02-29T09:00:00+00:00" if bad else at
    return json.dumps({"restored_at": tested, "rows": 1_204_331, "seconds": 412})


def _load(_at: str, *, bad: bool) -> str:
    return report(good=not bad)


def _backup(_at: str, *, bad: bool) -> str:
    return "-- dump\n" if bad else "-- dump\n" * (_DUMP // 8)


def _backup_before(_at: str, *, bad: bool) -> str:
    return "-- dump\n" * (_DUMP // (8 if bad else 9))


_OTHERS: Final[Mapping[str, _Maker]] = {
    "npm-audit.json": _npm_audit,
    "trivy.json": _trivy,
    "penetration-test.sarif": _sarif,
    "restore-test.json": _restore,
    REPORT: _load,
    "backup-before.dump": _backup_before,
    "backup.dump": _backup,
}
