"""Looking at a health page, part by part."""

from collections.abc import Mapping
from dataclasses import dataclass

from golive_tui.checklist.condition import look_up
from golive_tui.probes.facts import Absent
from golive_tui.probes.kind import Observation
from golive_tui.probes.look.http_exchange import json_of, objection_of, status_words
from golive_tui.probes.look.http_request import Plan
from golive_tui.probes.look.web import Web

_INNER = ("status", "state", "health", "healthy", "ok")
"""Where a part that is a table says how it is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """Where the page is, where it tells of each part, and which words are good ones."""

    plan: Plan
    components: Mapping[str, str]
    overall: str
    well: frozenset[str]


async def see(web: Web, page: Page) -> Observation:
    """Read the page, and judge each part."""
    answer = await web.ask(page.plan)
    value = json_of(answer.body.text)
    if isinstance(value, Absent):
        said = f"{status_words(answer.status)}: {value.why}"
        facts: dict[str, object] = {"status": answer.status}
        reason = "http.status" if answer.status >= 400 else "assert.missing_value"
        return web.seen(said, facts=facts, reason=reason)
    body = {"json": value}
    parts: dict[str, object] = {}
    for name, path in page.components.items():
        there, part = look_up(body, path)
        if there:
            parts[name] = _state(part)
    missing = [name for name in page.components if name not in parts]
    bad = [name for name, state in parts.items() if not _is_well(state, page.well)]
    facts = {
        "components": parts,
        "bad": bad,
        "missing": missing,
        "status": answer.status,
        "json": value,
    }
    told, overall = look_up(body, page.overall) if page.overall else (False, None)
    if told:
        facts["overall"] = overall = _state(overall)
    wrong = [f"{name} is {parts[name]}" for name in bad]
    wrong += [f"nothing is said of {name}" for name in missing]
    if told and not _is_well(overall, page.well):
        wrong.append(f"the whole is {overall}")
    reason = "assert.failed" if len(wrong) > len(missing) else "assert.missing_value"
    return web.seen("; ".join(wrong), facts=facts, reason=reason, objection=objection_of(answer))


def _state(part: object) -> object:
    """How a part is: a word or a flag, or such within a table."""
    if isinstance(part, Mapping):
        return next((part[name] for name in _INNER if name in part), "a table without a status")
    return part


def _is_well(state: object, well: frozenset[str]) -> bool:
    if isinstance(state, bool):
        return state
    return isinstance(state, str) and state.strip().lower() in well
