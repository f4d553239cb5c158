"""From a probe's definition to a lookout at work: its templates filled, its secrets known."""

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass

from msgspec.structs import replace

from golive_tui.checklist.model import Probe
from golive_tui.checklist.template import Lookup, expand, expand_conditions
from golive_tui.errors import GoliveError
from golive_tui.launch.state import Origin
from golive_tui.probes.all_kinds import KINDS
from golive_tui.probes.kind import Lookout, Observation, Reach
from golive_tui.probes.take import Opening
from golive_tui.secrets import Redactor


@dataclass(frozen=True, slots=True)
class Opened:
    """A probe whose `expect` is filled in, its lookout, and what it may use."""

    probe: Probe
    lookout: Lookout
    reach: Reach


class Unfilled:
    """The lookout of a probe whose templates cannot be filled: it says so, slot by slot, as our
    own error."""

    def __init__(self, error: GoliveError) -> None:
        self._says = Observation(outcome="error", reason="secret.unset", detail=error.message)

    async def look(self) -> Observation:
        """Why there is nothing to see."""
        return self._says

    def late(self) -> Observation:
        """The same."""
        return self._says

    async def close(self) -> None:
        """Nothing is held."""


def fill(probe: Probe, lookup: Lookup) -> tuple[Probe, Mapping[str, object], tuple[str, ...]]:
    """The probe with `expect` filled in, its settings filled in, and the secrets in both.

    Raises TemplateError for what is undefined or unset.
    """
    settings = expand(dict(probe.settings), lookup)
    expect, secrets = expand_conditions(probe.expect, lookup)
    filled = settings.value if isinstance(settings.value, Mapping) else {}
    return (
        replace(probe, expect=expect),
        filled,
        tuple({**settings.secrets, **secrets}.values()),
    )


def open_probe(probe: Probe, lookup: Lookup, origin: Origin) -> Opened:
    """Open a probe; one that cannot be opened gets a lookout that says why, so that a launch
    under way goes on without it and the panel shows what to mend. In a rehearsal no command runs
    but its stand-in."""
    bare = Reach(
        deadline=probe.timeout,
        redactor=Redactor(),
        directory=origin.directory,
        rehearsal=origin.rehearsal,
        artifacts=lookup.stand_in("artifacts") or "",
        speed=origin.speed,
    )
    try:
        filled, settings, secrets = fill(probe, lookup)
    except GoliveError as error:
        return Opened(probe, Unfilled(error), bare)
    reach = dataclasses.replace(bare, redactor=Redactor(secrets))
    return Opened(filled, Opening(KINDS[probe.kind], settings, reach), reach)
