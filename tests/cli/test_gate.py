import json
from pathlib import Path

import pytest

from tests.cli.made import CHECKLIST, GATED, Golive, begun


@pytest.mark.usefixtures("engines")
def test_a_poll_opens_the_gate_and_no_go_shuts_it(golive: Golive, own_home: Path) -> None:
    source = own_home / "shop.toml"
    source.write_text(GATED)
    begun("shop-1", text=GATED, checklist=str(source))
    assert golive("go").code == 4
    assert golive("gate", "vote", "poll", "backend", "go", "--name", "Bea").code == 0
    assert golive("gate", "vote", "poll", "frontend", "no-go", "--name", "Fay").code == 4
    no = golive("gate", "vote", "poll", "frontend", "no-go", "--name", "Fay", "--reason", "503s")
    assert no.code == 0
    rows = golive("gate", "list").out.splitlines()
    assert rows[0] == "poll  NO-GO  Go-live poll, before going live"
    assert rows[1].split()[:3] == ["backend", "go", "Bea"]
    assert rows[2].endswith(": 503s")
    assert golive("gate", "vote", "poll", "frontend", "go", "--name", "Fay").code == 0
    assert json.loads(golive("gate", "list", "--json").out)["gates"]["poll"]["word"] == "go"
    assert golive("go").code == 0


@pytest.mark.usefixtures("engines")
def test_an_override_is_a_banner_until_it_is_resolved(golive: Golive, own_home: Path) -> None:
    source = own_home / "shop.toml"
    source.write_text(GATED)
    begun("shop-1", text=GATED, checklist=str(source))
    assert golive("gate", "override", "poll").code == 4
    assert golive("gate", "override", "poll", "--reason", "nobody at hand").code == 0
    assert "OVERRIDDEN by" in golive("gate", "list").out
    status = golive("status").out
    assert "OVERRIDE" in status
    assert "nobody at hand" in status
    assert golive("gate", "resolve", "poll", "--note", "they voted since").code == 0
    assert "OVERRIDE" not in golive("status").out
    assert golive("gate", "resolve", "poll", "--note", "again").code == 4
    assert golive("gate", "vote", "nothing", "backend", "go", "--name", "x").code == 3
    assert golive("gate", "vote", "poll", "nobody", "go", "--name", "x").code == 3


def test_a_checklist_without_gates_says_so(golive: Golive) -> None:
    begun("shop-1", text=CHECKLIST)
    said = golive("gate", "list")
    assert (said.code, said.out) == (0, "")
    assert "no gates" in said.err
