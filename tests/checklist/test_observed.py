from msgspec.structs import replace

from golive_tui.checklist.reader import read_checklist
from golive_tui.probes.all_kinds import specs
from tests.checklist.checklists import HEAD, KINDS, PROBE, TREE, WEB, read, told
from tests.checklist.made import ROOT

SEEING = {"web": replace(WEB, facts=("status", "time", "json.PATH", "metric.NAME"))}


def test_what_lies_in_a_body_is_not_known_beforehand() -> None:
    text = HEAD + PROBE + 'expect = ["status == 200", "json.any.thing exists"]\n' + TREE
    assert len(read(text, SEEING).probes["site"].expect) == 2


def test_a_misspelt_fact_is_told_where_it_is_asked_for() -> None:
    text = (
        HEAD
        + PROBE.replace("metric.hits", "metrics.hits")
        + 'expect = ["x =", "not stauts == 200", "answers exists"]\n'
        + TREE
    )
    assert told(text, SEEING) == [
        "probes.site.values.hits: a web probe sees no `metrics`; did you mean `metric`?",
        (
            "probes.site.expect[1]: `x =` is no condition; write `fact operator value`, "
            "such as `status == 200`"
        ),
        "probes.site.expect[2]: a web probe sees no `stauts`; did you mean `status`?",
        (
            "probes.site.expect[3]: a web probe sees no `answers`; "
            "one of `status`, `time`, `json`, `metric`"
        ),
    ]


def test_a_check_is_judged_as_a_probe_is() -> None:
    text = HEAD + TREE + 'check = { kind = "web", url = "u", expect = ["tiem < 1s"] }\n'
    assert told(text, SEEING) == [
        (
            "stage[1].section[1].item[1].check.expect[1]: a web probe sees no `tiem`; "
            "did you mean `time`?"
        )
    ]


def test_where_the_facts_are_not_known_any_is_taken() -> None:
    text = HEAD + PROBE + 'expect = ["anything exists"]\n' + TREE
    assert read(text, KINDS).probes["site"].expect


def test_the_shipped_checklists_ask_only_for_what_is_seen() -> None:
    for name in ("flowmind", "minimal"):
        data = (ROOT / "checklists" / f"{name}.toml").read_bytes()
        assert read_checklist(data, name, specs()).probes
