"""What the tests of the kinds share: to open one, to look through `take`, and to judge."""

from datetime import UTC, datetime

from golive_tui.checklist.condition import parse
from golive_tui.checklist.model import Probe
from golive_tui.launch.samples import Sample
from golive_tui.probes.all_kinds import KINDS
from golive_tui.probes.kind import Lookout, Reach
from golive_tui.probes.kind_page import may_give
from golive_tui.probes.take import take
from golive_tui.secrets import Redactor

AT = datetime(2026, 11, 24, 12, tzinfo=UTC)
PATIENT = 20.0
"""A deadline that is not what a test is about."""


_URLS = {"websocket": "ws", "ws_upgrade": "ws", "redis": "redis"}


def enough_for(kind: str) -> dict[str, object]:
    """Settings with which any kind opens; those that it does not know it does not look at."""
    given: dict[str, object] = {
        "url": f"{_URLS.get(kind, 'http')}://127.0.0.1:1/",
        "urls": ["http://127.0.0.1:1/"],
        "to": "http://127.0.0.1:1/there",
        "origin": "https://app.example",
        "steps": [{"name": "one", "url": "http://127.0.0.1:1/"}],
        "components": {"database": "json.database"},
        "host": "127.0.0.1",
        "port": 1,
        "name": "api.example",
        "run": "true",
        "file": "report.json",
        "path": "/no/such/file",
        "dsn": "postgresql://127.0.0.1:1/",
        "query": "up",
        "names": "HOME",
        "value": "k7Gq-fake",
        "gauge": {"up": "up"},
    }
    if kind == "business":
        del given["run"]
        given["source"] = "json"
    if kind == "backup":
        given = {"path": "/no/such/folder", "max_age": 60.0}
    if kind == "env":
        del given["run"]  # it takes either this or a file
    return given


def reach(
    deadline: float = PATIENT,
    *,
    directory: str = "/",
    fresh: bool = False,
    secrets: tuple[str, ...] = (),
    armed: bool = False,
    rehearsal: bool = False,
    artifacts: str = "",
) -> Reach:
    return Reach(
        deadline=deadline,
        redactor=Redactor(secrets),
        directory=directory,
        fresh=fresh,
        armed=armed,
        rehearsal=rehearsal,
        artifacts=artifacts,
    )


def probe(kind: str, *expect: str, values: dict[str, str] | None = None) -> Probe:
    return Probe(
        id=f"a-{kind}",
        kind=kind,
        title="A probe",
        every=30.0,
        timeout=PATIENT,
        expect=tuple(parse(line) for line in expect),
        values=values or {},
    )


def opened(kind: str, settings: dict[str, object], within: Reach | None = None) -> Lookout:
    return KINDS[kind].open(settings, within or reach())


async def look_once(
    kind: str,
    settings: dict[str, object],
    *expect: str,
    within: Reach | None = None,
    values: dict[str, str] | None = None,
) -> Sample:
    """Open, look, close; a reason that the kind does not declare fails whatever looks."""
    within = within or reach()
    lookout = opened(kind, settings, within)
    try:
        sample = await take(lookout, probe(kind, *expect, values=values), AT, within)
    finally:
        await lookout.close()
    assert sample.reason is None or may_give(KINDS[kind], sample.reason), sample
    return sample
