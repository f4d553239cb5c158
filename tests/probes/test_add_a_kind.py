"""docs/add-a-probe-kind.md, followed: its code is taken from the page and put to work."""

import re
import sys
from collections.abc import Mapping
from pathlib import Path
from types import ModuleType

import pytest

import golive_tui.probes
from golive_tui.checklist.reader import read_checklist
from golive_tui.launch.samples import Sample
from golive_tui.probes.all_kinds import KINDS, specs
from golive_tui.probes.kind import ProbeKind
from golive_tui.probes.take import take
from tests.probes import fault_server as faults
from tests.probes.fault_server import serving
from tests.probes.looking import AT, probe, reach

PAGE = Path(__file__).resolve().parents[2] / "docs" / "add-a-probe-kind.md"
HEAD = 'schema = 1\ntitle = "T"\n[targets.production]\nmail = "mail.example"\n'
STAGE = (
    '[[stage]]\ntitle = "A"\n[[stage.section]]\ntitle = "B"\n[[stage.section.item]]\ntitle = "C"\n'
)
MODULE = "golive_tui.probes.banner"


def block(number: int, language: str) -> str:
    found = re.findall(rf"```{language}\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)
    return str(found[number])


@pytest.fixture
def kinds(monkeypatch: pytest.MonkeyPatch) -> Mapping[str, ProbeKind]:
    """All kinds, as they are when the page has been followed."""
    module = ModuleType(MODULE)
    monkeypatch.setitem(sys.modules, MODULE, module)
    monkeypatch.setattr(golive_tui.probes, "banner", module, raising=False)
    exec(compile(block(0, "python"), MODULE, "exec"), module.__dict__)  # noqa: S102 - our own page
    names: dict[str, object] = {"KINDS": KINDS}
    exec(block(1, "python"), names)  # noqa: S102 - our own page
    made = names["KINDS"]
    assert isinstance(made, dict)
    return made


async def taken(kinds: Mapping[str, ProbeKind], script: faults.Script, *expect: str) -> Sample:
    async with serving(script) as server:
        within = reach(0.3)
        lookout = kinds["banner"].open({"host": "127.0.0.1", "port": server.port}, within)
        return await take(lookout, probe("banner", *expect), AT, within)


async def test_the_kind_of_the_page_tells_a_good_answer_from_a_wrong_one(
    kinds: Mapping[str, ProbeKind],
) -> None:
    greeting = faults.saying(b"220 mail ready\r\n")
    good = await taken(kinds, greeting, "banner == '220 mail ready'")
    wrong = await taken(kinds, greeting, "banner matches '^250 '")
    assert (good.outcome, wrong.outcome, wrong.reason) == ("ok", "fail", "assert.failed")


@pytest.mark.parametrize(
    ("script", "reason"),
    [(faults.silence, "ws.no_reply"), (faults.hang_up, "tcp.reset"), (faults.reset, "tcp.reset")],
)
async def test_it_has_a_reason_for_every_fault(
    kinds: Mapping[str, ProbeKind], script: faults.Script, reason: str
) -> None:
    assert (await taken(kinds, script)).reason == reason


def test_the_checklist_of_the_page_is_read(kinds: Mapping[str, ProbeKind]) -> None:
    text = HEAD + block(0, "toml") + STAGE
    known = {**specs(), "banner": kinds["banner"].spec}
    checklist = read_checklist(text.encode(), "page.toml", known)
    assert checklist.probes["mail"].kind == "banner"
