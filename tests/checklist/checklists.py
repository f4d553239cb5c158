"""Small checklists for tests, and what is wrong with them."""

import re
from collections.abc import Mapping

import pytest

from golive_tui.checklist.fields import Choice, Field, ListOf, Spec, Text, Whole
from golive_tui.checklist.model import Checklist
from golive_tui.checklist.reader import read_checklist
from golive_tui.errors import ChecklistError

WEB = Spec(
    name="web",
    help="A made-up kind.",
    fields=(
        Field(name="url", type=Text(template=True), required=True, help="Where."),
        Field(name="method", type=Text(), default="GET", help="How."),
        Field(name="port", type=Whole(at_least=1, at_most=65535), help="Which."),
        Field(name="state", type=Choice(("open", "closed")), default="open", help="What."),
        Field(name="args", type=ListOf(Text(template=True), or_one=True), help="More."),
        Field(name="title", type=Text(), help="Hidden by the probe's own."),
    ),
)
KINDS: Mapping[str, Spec] = {"web": WEB, "wire": Spec(name="wire", help="Another.", fields=())}

HEAD = """
schema = 1
title = "T"
[targets.here]
api = "https://a"
"""
PROBE = """
[probes.site]
kind = "web"
url = "${api}"
every = "10s"
values = { hits = "metric.hits" }
"""
TREE = """
[[stage]]
title = "A"
[[stage.section]]
title = "B"
[[stage.section.item]]
title = "C"
"""
WHOLE = HEAD + PROBE + TREE


def read(text: str, kinds: Mapping[str, Spec] | None = KINDS) -> Checklist:
    """The checklist in a text."""
    return read_checklist(text.encode(), "c.toml", kinds)


def wrong(text: str | bytes, kinds: Mapping[str, Spec] | None = KINDS) -> list[str]:
    """The sentences of all its problems, without the file's name."""
    data = text if isinstance(text, bytes) else text.encode()
    with pytest.raises(ChecklistError) as caught:
        read_checklist(data, "c.toml", kinds)
    for problem in caught.value.problems:
        assert "\n" not in problem.sentence("c.toml")
    return [
        problem.sentence("c.toml").removeprefix("c.toml:").strip()
        for problem in caught.value.problems
    ]


def told(text: str, kinds: Mapping[str, Spec] | None = KINDS) -> list[str]:
    """As `wrong`, without the lines."""
    return [re.sub(r"^[0-9]+: ", "", sentence) for sentence in wrong(text, kinds)]
