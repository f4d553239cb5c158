"""A checklist with the policies of a scenario in the place of its own."""

import tomllib
from typing import Any

from golive_tui.rehearsal.scenario import Policy, Scenario


def has_own(scenario: Scenario) -> bool:
    """Whether the scenario says otherwise than the checklist."""
    return bool(scenario.policies or scenario.previous)


def with_policies(text: bytes, scenario: Scenario) -> bytes:
    """The checklist's file with them, without its comments; `text` is one that could be read."""
    import tomli_w  # only what rewrites needs it

    document: dict[str, Any] = tomllib.loads(text.decode())
    for policy in scenario.policies:
        document["triggers"][policy.trigger] = _changed(
            document["triggers"][policy.trigger], policy
        )
    if scenario.previous:
        document["rollback"] = {**document.get("rollback", {}), "previous": scenario.previous}
    return tomli_w.dumps(document).encode()


def _changed(trigger: dict[str, Any], policy: Policy) -> dict[str, Any]:
    kept = {key: value for key, value in trigger.items() if key != "countdown"}
    counted = {} if policy.countdown is None else {"countdown": f"{policy.countdown:g}s"}
    return {**kept, "action": policy.action, **counted}
