"""An address or a command that answers in JSON: `http` and `command` do the looking."""

from collections.abc import Mapping

from golive_tui.probes.kind import Lookout, Observation, Reach
from golive_tui.probes.look.command import CommandLookout
from golive_tui.probes.look.http_source import source, trouble
from golive_tui.probes.look.rehearsed import command_of
from golive_tui.probes.settings import Given


def json_source(given: Given, reach: Reach) -> Lookout:
    """A lookout on the kind's `run`, else on its `url`; raises InputError."""
    argv = given.texts("run")
    if argv:
        argv = command_of(given.kind, argv, given.texts("rehearse"), reach)
        return CommandLookout(argv=argv, shell=False, cwd="", env={}, parse="json", reach=reach)
    return source(given, reach)


def document(seen: Observation) -> Mapping[str, object] | Observation:
    """`{"json": ...}` of an answer, for paths; else what spoke against it."""
    if (wrong := trouble(seen)) is not None:
        return wrong
    found = seen.facts.get("json")
    if found is None:
        detail = "the answer is no JSON"
        return Observation(outcome="fail", reason="http.decode", detail=detail, phases=seen.phases)
    return {"json": found}
