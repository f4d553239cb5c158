"""Every play by the name that a checklist's `rehearse` calls it: those of steps, which take their
time, and those that answer a check at once."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Final

from golive_tui.rehearsal.deploy.acts import Play, Scene
from golive_tui.rehearsal.deploy.backend import deploy, rollback
from golive_tui.rehearsal.deploy.checks import health, suite
from golive_tui.rehearsal.deploy.frontends import frontends, revert
from golive_tui.rehearsal.deploy.load import load_test
from golive_tui.rehearsal.deploy.reports import reports
from golive_tui.rehearsal.deploy.tools import image, migration, platform

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
ANSWERS: Final[Mapping[str, Callable[[Scene], Play]]] = MappingProxyType(
    {
        "platform": platform,
        "image": image,
        "migration": migration,
        "reports": reports,
    }
)
