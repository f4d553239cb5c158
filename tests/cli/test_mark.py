import json
from pathlib import Path
from typing import Any

import pytest

from tests.cli.made import Golive, begun

pytestmark = pytest.mark.usefixtures("engines")


def _status(golive: Golive) -> dict[str, Any]:
    document: dict[str, Any] = json.loads(golive("status", "--json").out)
    return document


def test_every_status_can_be_marked(golive: Golive, shop: Path) -> None:
    begun("shop-1", checklist=str(shop))
    for status in ("doing", "failed", "open", "skipped", "open", "passed"):
        said = golive("mark", "records", status, "--note", f"to {status}")
        assert said.code == 0, (status, said.err)
        assert _status(golive)["items"]["records"]["status"] == status


def test_evidence_is_kept_with_the_mark(golive: Golive, shop: Path) -> None:
    begun("shop-1", checklist=str(shop))
    golive("mark", "records", "passed", "--link", "https://ci.example/7")
    (evidence,) = _status(golive)["items"]["records"]["evidence"]
    assert (evidence["what"], evidence["text"]) == ("link", "https://ci.example/7")


def test_an_item_that_is_not_there_is_not_found(golive: Golive, shop: Path) -> None:
    begun("shop-1", checklist=str(shop))
    said = golive("mark", "recrods", "passed")
    assert (said.code, said.out) == (3, "")
    assert "no item `recrods`" in said.err


def test_a_status_that_is_none_is_refused_before_anything_is_started(
    golive: Golive, shop: Path
) -> None:
    launch = begun("shop-1", checklist=str(shop))
    said = golive("mark", "records", "done")
    assert (said.code, said.out) == (2, "")
    assert "invalid choice: 'done'" in said.err
    assert "'passed'" in said.err
    assert not launch.log.exists()
