"""A checklist with the policies of a scenario in the place of its own."""

from collections.abc import Iterable
from typing import Any

import tomli

from golive_tui.rehearsal.scenario import Policy, Scenario


def has_own(scenario: Scenario) -> bool:
    """Whether the scenario says otherwise than the checklist."""
    return bool(scenario.policies or scenario.previous)


def with_policies(text: bytes, policies: Iterable[Policy], previous: str = "") -> bytes:
    """The checklist's file with them, without its comments; `text` is one that could be read.

    `previous`: the item whose pass says that there is a version to go back to, if not its own.
    """
    import tomli_w  # only what rewrites needs it

    document: dict[str, Any] = tomli.loads(text.decode())
    for policy in policies:
        document["triggers"][policy.trigger] = _changed(
            document["triggers"][policy.trigger], policy
        )
    if previous:
        document["rollback"] = {**document.get("rollback", {}), "previous": previous}
    return tomli_w.dumps(document).encode()


def _changed(trigger: dict[str, Any], policy: Policy) -> dict[str, Any]:
    kept = {key: value for key, value in trigger.items() if key != "countdown"}
    counted = {} if policy.countdown is None else {"countdown": f"{policy.countdown:g}s"}
    return {**kept, "action": policy.action, **counted}
