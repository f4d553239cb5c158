"""The customer's document, read anew here, against the checklist that is made of it."""

import re
import shlex
from collections.abc import Iterator
from dataclasses import dataclass, field
from hashlib import sha256

import pytest

from golive_tui.checklist.model import Checklist, Item, Section, Stage
from golive_tui.checklist.reader import read_checklist
from golive_tui.checklist.template import expand
from golive_tui.probes.all_kinds import specs
from tests.checklist.made import ROOT
from tests.support.lookups import Values

SEED = (ROOT / "tests" / "data" / "go-live-checklist.md").read_bytes()


def _words(text: str) -> str:
    """A line of the document as golive writes it: without emphasis and decoration."""
    return re.sub(r"[*🚀✅]|- \[ \] ", "", text).strip()


@dataclass
class Part:
    """A heading of the document with the lines under it."""

    title: str
    lines: list[str] = field(default_factory=list)
    parts: list["Part"] = field(default_factory=list)

    def bullets(self, indent: str) -> list[str]:
        """The task lines of one depth."""
        return [_words(line) for line in self.lines if line.startswith(f"{indent}- [ ]")]

    def groups(self) -> list[tuple[str, list[str]]]:
        """Bold task lines, each with those below it."""
        found: list[tuple[str, list[str]]] = []
        for line in self.lines:
            if line.startswith("- [ ] **"):
                found.append((_words(line), []))
            elif line.startswith("  - [ ]"):
                found[-1][1].append(_words(line))
        return found

    def numbered(self) -> list[tuple[str, list[str]]]:
        """The numbered comments of a fence, each with the lines after it."""
        found: list[tuple[str, list[str]]] = []
        for line in self.lines:
            number = re.match(r"# \d+\. (.*)", line)
            if number:
                found.append((number[1], []))
            elif found and line and not line.startswith("```"):
                found[-1][1].append(line)
        return found


def _document() -> Part:
    text = SEED.decode("utf-8").encode("cp1252").decode("utf-8")
    whole = Part("")
    at: list[Part] = [whole]
    for line in text.split("\n"):
        heading = re.match(r"(#+) (.*)", line)
        if heading and not re.match(r"# \d+\.|# [A-Z][a-z]+ [a-z]", line):
            depth = len(heading[1])
            at = at[:depth]
            part = Part(_words(heading[2]))
            at[-1].parts.append(part)
            at.append(part)
        else:
            at[-1].lines.append(line)
    return whole.parts[0]


DOCUMENT = _document()
CHECKLIST = read_checklist(
    (ROOT / "checklists" / "flowmind.toml").read_bytes(), "flowmind.toml", specs()
)


def _stage(title: str) -> Stage:
    return next(stage for stage in CHECKLIST.stages if stage.title == title)


def _section(stage: str, title: str) -> Section:
    return next(section for section in _stage(stage).sections if section.title == title)


def _part(stage: str) -> Part:
    return next(part for part in DOCUMENT.parts if part.title == stage)


def _leaves(checklist: Checklist) -> Iterator[Item]:
    for _, _, item in checklist.leaves():
        yield item


def test_the_copy_of_the_document_is_the_customer_s() -> None:
    assert len(SEED) == 6119
    assert (
        sha256(SEED).hexdigest()
        == "91c11f74b5d64b06541d2ef7d3db95f3eb48a5a977ea50665291e12794e84edf"
    )


def test_the_title_is_the_document_s() -> None:
    assert CHECKLIST.title == DOCUMENT.title


def test_every_heading_is_there_in_its_order() -> None:
    assert [stage.title for stage in CHECKLIST.stages] == [part.title for part in DOCUMENT.parts]
    for stage, part in zip(CHECKLIST.stages, DOCUMENT.parts, strict=True):
        if part.parts:
            assert [section.title for section in stage.sections] == [p.title for p in part.parts]
        else:
            assert (part.title, len(stage.sections)) == ("Final Verification", 1)


GROUPED = ["Pre-Deployment Checklist", "Monitoring & Alerting Setup"]


@pytest.mark.parametrize("title", GROUPED)
def test_every_group_and_every_bullet_is_in_its_place(title: str) -> None:
    for section, part in zip(_stage(title).sections, _part(title).parts, strict=True):
        ours = [(group.title, [item.title for item in group.items]) for group in section.items]
        assert ours == part.groups()


def test_every_success_criterion_is_an_item() -> None:
    stage = _stage("Success Criteria")
    for section, part in zip(stage.sections, _part(stage.title).parts, strict=True):
        assert [item.title for item in section.items] == part.bullets("")


def test_every_automatic_trigger_is_a_trigger() -> None:
    section = _section("Rollback Plan", "Automated Rollback Triggers")
    titles = [CHECKLIST.triggers[name].title for name in section.triggers]
    assert titles == _part("Rollback Plan").parts[0].bullets("")
    assert set(section.triggers) == set(CHECKLIST.triggers)


def test_every_watch_bullet_is_a_question_of_its_phase() -> None:
    stage = _stage("Post-Launch Monitoring (First 24 Hours)")
    for section, part in zip(stage.sections, _part(stage.title).parts, strict=True):
        (name,) = section.watch
        phase = CHECKLIST.phase(name)
        assert phase is not None
        assert phase.title == part.title
        assert [item.title for item in phase.items] == part.bullets("")


def test_the_document_s_bullets_are_counted() -> None:
    """14 groups and 87 leaves; 58 items, 10 criteria, 4 triggers and 15 questions hold them."""
    text = SEED.decode()
    assert len(re.findall(r"^ *- \[ \]", text, re.MULTILINE)) == 101
    groups = [group for title in GROUPED for part in _part(title).parts for group in part.groups()]
    assert len(groups) == 14
    in_groups = sum(len(bullets) for _, bullets in groups)
    criteria = sum(len(section.items) for section in _stage("Success Criteria").sections)
    questions = sum(len(phase.items) for phase in CHECKLIST.watch)
    assert (in_groups, criteria, len(CHECKLIST.triggers), questions) == (58, 10, 4, 15)
    assert in_groups + criteria + len(CHECKLIST.triggers) + questions == 87


COMMANDS = {
    "Deployment Process": {
        "Step 1: Pre-Production Deployment": 4,
        "Step 2: Production Deployment": 3,
        "Step 3: Post-Deployment Verification": 3,
    },
    "Rollback Plan": {"Manual Rollback Process": 4},
}


@pytest.mark.parametrize(
    ("stage", "title", "count"),
    [(stage, title, n) for stage, sections in COMMANDS.items() for title, n in sections.items()],
)
def test_every_numbered_command_is_a_step_or_an_item(stage: str, title: str, count: int) -> None:
    part = next(part for part in _part(stage).parts if part.title == title)
    numbered, items = part.numbered(), _section(stage, title).items
    assert len(numbered) == count
    assert [item.title for item in items] == [name for name, _ in numbered]
    for item, (_, lines) in zip(items, numbered, strict=True):
        commands = [line for line in lines if not line.startswith(("#", "export "))]
        comments = [line.removeprefix("# ") for line in lines if line.startswith("# ")]
        assert all(comment in item.help for comment in comments)
        if not commands:
            assert item.step is None
            continue
        (command,) = commands
        assert item.step is not None
        words = expand(item.step.run, Values(CHECKLIST.targets["production"].values)).value
        assert isinstance(words, tuple)
        # curl has more arguments: alone it would pass a 500.
        assert [word for word in words if word in shlex.split(command)] == shlex.split(command)
        assert words[0] == "curl" or list(words) == shlex.split(command)


def test_the_exported_variable_reaches_every_step_that_needs_it() -> None:
    part = next(p for p in _part("Deployment Process").parts if "Production Deployment" in p.title)
    assert "export NODE_ENV=production" in _part("Deployment Process").parts[1].lines
    assert part.title
    first, second, health = _section("Deployment Process", "Step 2: Production Deployment").items
    for item in (first, second):
        assert item.step is not None
        assert item.step.env == {"NODE_ENV": "production"}
    assert health.step is not None
    staging = _section("Deployment Process", "Step 1: Pre-Production Deployment").items[0].step
    assert staging is not None
    assert staging.env == {}


def test_staging_and_production_run_the_same_command_and_only_one_asks_for_the_target() -> None:
    """The argument of the script is the platform: what keeps them apart is the lead's word."""
    staging, production = (CHECKLIST.item(name) for name in ("deploy-staging", "deploy-production"))
    assert staging is not None
    assert production is not None
    assert staging.step is not None
    assert production.step is not None
    assert staging.step.run == production.step.run
    assert (staging.step.confirm, production.step.confirm) == ("enter", "type-target")


def test_every_contact_is_there_and_placeholders_are_not_filled() -> None:
    ours = [(each.group, each.role, each.name, each.filled) for each in CHECKLIST.contacts]
    theirs = [
        (part.title, found[1], found[2], not found[2].startswith("["))
        for part in _part("Emergency Contacts").parts
        for line in part.lines
        if (found := re.match(r"- \*\*(.*)\*\*: (.*)", line))
    ]
    assert ours == theirs
    assert len(ours) == 8
    assert ("Technical Team", "Backend Lead", "Jürgen Gassner", True) in ours
    shown = [
        group for section in _stage("Emergency Contacts").sections for group in section.contacts
    ]
    assert shown == [part.title for part in _part("Emergency Contacts").parts]


def test_the_sign_off_has_every_field_and_every_confirmation() -> None:
    lines = _part("Final Verification").lines
    labels = [found[1] for line in lines if (found := re.match(r"\*\*(.*)\*\*:", line))]
    confirms = [found[1] for line in lines if (found := re.match(r"\*\*(.*)\*\*: \[ \]", line))]
    assert len(confirms) == 3
    assert [item.title for item in CHECKLIST.signoff.confirm] == confirms
    assert list(CHECKLIST.signoff.fields) == [label for label in labels if label not in confirms]
    assert _stage("Final Verification").sections[0].signoff


def test_the_watch_is_48_rounds_in_three_phases() -> None:
    ours = [
        (phase.id, phase.start, phase.until, phase.every, phase.rounds) for phase in CHECKLIST.watch
    ]
    hour = 3600.0
    assert ours == [
        ("hour-1-6", 0.0, 6 * hour, hour / 4, 24),
        ("hour-6-24", 6 * hour, 24 * hour, hour, 18),
        ("week-1", 24 * hour, 168 * hour, 24 * hour, 6),
    ]


def test_the_triggers_are_the_document_s_rules() -> None:
    """Where the document gives no duration or window, runbooks 2.4 does."""
    rules = {
        name: (
            each.measure.measure,
            each.measure.of,
            each.measure.window,
            each.measure.above,
            each.for_seconds,
            each.needs,
        )
        for name, each in CHECKLIST.triggers.items()
    }
    assert rules == {
        "health-failures": ("consecutive_failures", ("api-health",), 180.0, 3.0, 0.0, 4),
        "error-rate": ("error_rate", ("api-traffic",), 60.0, 0.05, 300.0, 20),
        "response-time": ("p95", ("api-traffic",), 60.0, 1.0, 120.0, 20),
        "websocket-failures": ("error_rate", ("ws-connect",), 300.0, 0.1, 60.0, 50),
    }


def test_the_objectives_are_the_document_s_figures() -> None:
    figures = {
        name: (each.measure.measure, each.measure.above, each.measure.below)
        for name, each in CHECKLIST.objectives.items()
    }
    assert figures == {
        "response-time-target": ("p95", None, 0.1),
        "throughput-target": ("rate:requests", pytest.approx(1000 / 60), None),
        "error-rate-target": ("error_rate", None, 0.001),
        "uptime-sla": ("availability", pytest.approx(0.999), None),
        "ws-connection-time": ("p95", None, 5.0),
        "cpu-usage": ("mean:cpu", None, 0.7),
        "memory-usage": ("mean:memory", None, 0.8),
        "disk-space": ("value:disk", None, 0.8),
    }


def test_every_objective_bears_the_words_of_the_bullet_that_names_its_figure() -> None:
    bullets = {
        bullet for part in _part(GROUPED[1]).parts for _, own in part.groups() for bullet in own
    }
    assert {each.title for each in CHECKLIST.objectives.values()} <= bullets


def test_the_health_endpoint_is_looked_at_every_30_seconds_and_by_its_words() -> None:
    probe = CHECKLIST.probes["api-health"]
    assert (probe.every, probe.slow) == (30.0, 0.1)
    assert [each.text for each in probe.expect] == ["status == 200", "json.status == 'healthy'"]


def test_the_raw_websocket_and_socket_io_are_looked_at_apart() -> None:
    kinds = {name: probe.kind for name, probe in CHECKLIST.probes.items()}
    assert kinds["ws-held"] == kinds["ws-connect"] == "websocket"
    assert kinds["socketio"] == "socketio"
    assert [name for name in kinds if name.startswith("frontend-")] == [
        "frontend-flowmind",
        "frontend-citypulse",
        "frontend-quantum",
        "frontend-velocity",
    ]
    assert set(kinds.values()) == {"http", "websocket", "socketio", "tls", "dns", "tcp", "host"}


def test_the_stages_say_what_comes_before_go_live_and_what_undoes_it() -> None:
    assert [stage.title for stage in CHECKLIST.stages if stage.before_go_live] == [
        "Pre-Deployment Checklist",
        "Deployment Process",
        "Monitoring & Alerting Setup",
    ]
    assert [stage.title for stage in CHECKLIST.stages if stage.rollback] == ["Rollback Plan"]
    assert [item.id for item in _leaves(CHECKLIST) if item.after_go_live] == ["monitor-24-hours"]


def test_only_the_rehearsal_touches_nothing_real() -> None:
    targets = CHECKLIST.targets
    assert [name for name, each in targets.items() if each.rehearsal] == ["rehearsal"]
    assert len({frozenset(each.values) for each in targets.values()}) == 1
    real = {name for name, text in targets["rehearsal"].values.items() if "${stand_in:" not in text}
    played = {"railway_project", "railway_environment", "image", "migration"}
    assert real == {"domain", "zone", "analytics", "login_email", "login_password"} | played


def test_most_items_are_verified_by_a_machine_and_the_others_say_why_not() -> None:
    """A step is proven by its command; of every other leaf the file has a check, or a comment
    above it that says why a person must answer."""
    lines = (ROOT / "checklists" / "flowmind.toml").read_text(encoding="utf-8").splitlines()
    leaves = [item for item in _leaves(CHECKLIST) if item.step is None]
    verified = [item for item in leaves if item.checks]
    assert len(verified) == 62
    for item in leaves:
        head = max(n for n in range(item.line) if lines[n].startswith("[[stage.section.item"))
        assert item.checks or lines[head - 1].startswith("# A person"), item.title


def test_a_burst_of_requests_is_armed_by_the_file_and_confirmed_by_a_person() -> None:
    armed = [
        item.id for item in _leaves(CHECKLIST) for each in item.checks if each.settings.get("armed")
    ]
    assert armed == ["rate-limiting-tested"]


def test_no_check_runs_a_command_in_a_rehearsal_but_its_stand_in() -> None:
    running = [
        each for item in _leaves(CHECKLIST) for each in item.checks if "run" in each.settings
    ]
    assert len(running) == 5
    for each in running:
        words = each.settings["rehearse"]
        assert isinstance(words, list | tuple)
        assert words[0] == "golive-rehearse"
