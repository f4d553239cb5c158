"""Every play by the name that a checklist's `rehearse` calls it."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Final

from golive_tui.rehearsal.deploy.acts import Play, Scene
from golive_tui.rehearsal.deploy.backend import deploy, rollback
from golive_tui.rehearsal.deploy.checks import health, suite
from golive_tui.rehearsal.deploy.frontends import frontends, revert
from golive_tui.rehearsal.deploy.load import load_test

PLAYS: Final[Mapping[str, Callable[[Scene], Play]]] = MappingProxyType(
    {
        "deploy": deploy,
        "tests": suite,
        "frontends": frontends,
        "health": health,
        "load-test": load_test,
        "rollback": rollback,
        "revert": revert,
    }
)
