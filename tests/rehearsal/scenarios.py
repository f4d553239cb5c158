"""What the tests of scenarios share: the customer's document, and scenarios out of a few lines."""

from functools import cache

from golive_tui.checklist.model import Checklist
from golive_tui.checklist_files import find, load
from golive_tui.probes.all_kinds import specs
from golive_tui.rehearsal.scenario import Scenario
from golive_tui.rehearsal.scenario_file import read

HEAD = """\
title = "A scenario"
how = "instant"
until = "20m"

[[act]]
do = "pass"
item = "deploy-production"
at = "5s"

[[act]]
do = "go live"
at = "10s"
"""
NEVER = """
[[expect]]
event = "trigger.tripped"
never = "true"
"""


@cache
def flowmind() -> Checklist:
    checklist, _ = load(find("flowmind"), specs())
    return checklist


def scenario(text: str, *, head: str = HEAD) -> Scenario:
    return read((head + text).encode(), "a.toml", "a", flowmind())
