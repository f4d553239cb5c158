import json
import re
import tomllib
from collections.abc import Callable
from typing import Any

import jsonschema
import pytest
import tomli_w
from hypothesis import given, settings
from hypothesis import strategies as st

from golive_tui import units
from golive_tui.checklist import schema as schema_module
from golive_tui.checklist.fields import Field, Ratio, Spec, Text
from golive_tui.checklist.reader import read_checklist
from golive_tui.checklist.schema import schema
from golive_tui.errors import ChecklistError, UnitError
from golive_tui.probes.all_kinds import specs
from tests.checklist.checklists import HEAD, TREE
from tests.checklist.made import ROOT, assert_in_step
from tests.checklist.mischief import Change, Document, changes, document

KINDS = specs()
SCHEMA: dict[str, Any] = schema(KINDS)
VALIDATOR = jsonschema.Draft202012Validator(SCHEMA)
FLOWMIND = document("flowmind")
MINIMAL = document("minimal")


def _refuses(document: Document) -> bool:
    return not VALIDATOR.is_valid(document)


def _reader_refuses(document: Document) -> bool:
    try:
        read_checklist(tomli_w.dumps(document).encode(), "x", KINDS)
    except ChecklistError:
        return True
    return False


def test_the_file_in_docs_is_made_from_the_specs() -> None:
    text = json.dumps(SCHEMA, indent=1, ensure_ascii=False) + "\n"
    assert_in_step(ROOT / "docs" / "checklist.schema.json", text)


def test_it_is_a_schema() -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)


@pytest.mark.parametrize("name", ["flowmind", "minimal", "services"])
def test_the_shipped_checklists_fit(name: str) -> None:
    assert [error.message for error in VALIDATOR.iter_errors(document(name))] == []


def test_each_probe_has_the_keys_of_its_own_kind() -> None:
    whole = document("minimal")
    whole["probes"]["site"]["port"] = 443
    assert _refuses(whole)
    whole["probes"]["site"] = {"kind": "tcp", "host": "h", "port": 443}
    assert not _refuses(whole)
    whole["probes"]["site"]["kind"] = "carrier-pigeon"
    assert _refuses(whole)


def test_items_hold_items_as_deep_as_they_like() -> None:
    whole = document("minimal")
    item = whole["stage"][0]["section"][0]["item"][0]
    item["item"] = [{"title": "a", "item": [{"title": "b", "item": [{"title": "c"}]}]}]
    del item["owner"]
    assert not _refuses(whole)
    item["item"][0]["item"][0]["item"][0]["titel"] = "x"
    assert _refuses(whole)


ODD = Spec(
    name="odd",
    help="Types that the kinds of today leave out.",
    fields=(
        Field(name="share", type=Ratio(), help="A share."),
        Field(name="kind", type=Text(), help="Hidden by the common one."),
    ),
)


def test_every_type_has_its_schema() -> None:
    made = jsonschema.Draft202012Validator(schema({"odd": ODD}))
    whole = tomllib.loads(HEAD + '[probes.x]\nkind = "odd"\nshare = "5%"\n' + TREE)
    assert made.is_valid(whole)
    whole["probes"]["x"]["share"] = 0.05
    assert not made.is_valid(whole)


def test_a_kind_for_checks_alone_is_no_kind_of_a_probe() -> None:
    burst = Spec(name="burst", help="Many requests.", fields=(), check_only=True)
    made = jsonschema.Draft202012Validator(schema({"burst": burst, "odd": ODD}))
    check = 'check = { kind = "burst" }\n'
    assert made.is_valid(tomllib.loads(HEAD + TREE + check))
    assert not made.is_valid(tomllib.loads(HEAD + '[probes.x]\nkind = "burst"\n' + TREE))


def test_an_item_may_have_one_check_or_several() -> None:
    made = jsonschema.Draft202012Validator(schema({"odd": ODD}))
    one = '{ kind = "odd", share = "5%" }'
    for checks, fits in ((one, True), (f"[{one}, {one}]", True), ("[]", False), ('"odd"', False)):
        assert made.is_valid(tomllib.loads(HEAD + TREE + f"check = {checks}\n")) == fits


@settings(max_examples=6)  # the document is long: 0.3 s a change, and the small one has the many
@given(changes(FLOWMIND))
def test_what_it_refuses_the_reader_refuses(change: Change) -> None:
    changed = change.of(FLOWMIND)
    if _refuses(changed):
        assert _reader_refuses(changed)


@given(changes(MINIMAL))
def test_what_it_refuses_in_a_small_file_the_reader_refuses(change: Change) -> None:
    changed = change.of(MINIMAL)
    if _refuses(changed):
        assert _reader_refuses(changed)


_UNITS: dict[str, Callable[[str], float]] = {
    "_DURATION": units.duration,
    "_PERCENT": units.percent,
    "_SIZE": units.size,
    "_RATE": units.rate,
}


@given(st.sampled_from(list(_UNITS)), st.text(alphabet="0123456789. %/smhdwkKMiBn", max_size=12))
def test_its_units_are_those_of_the_program(name: str, text: str) -> None:
    try:
        _UNITS[name](text)
        read = True
    except UnitError:
        read = False
    assert (re.search(getattr(schema_module, name), text) is not None) is read


@given(st.text(max_size=80))
def test_its_ids_are_what_slugs_make(title: str) -> None:
    made = units.slug(title)
    fits = jsonschema.Draft202012Validator(SCHEMA["$defs"]["item"]["properties"]["id"])
    assert made == "" or fits.is_valid(made)
