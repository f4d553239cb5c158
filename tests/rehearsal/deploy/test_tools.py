"""What the tools of a platform answer, well and badly."""

import json
from dataclasses import replace

from golive_tui.rehearsal.deploy.acts import Break, Play, Say, Scene
from golive_tui.rehearsal.deploy.tools import IMAGE, MIGRATION, PROJECT, image, migration, platform

WELL = Scene(where="", secret="k7Gq-fake")
BADLY = replace(WELL, fails=True)


def said(play: Play) -> list[str]:
    return [act.text for act in play if isinstance(act, Say)]


def test_the_project_is_told_as_json() -> None:
    (line,) = said(platform(replace(WELL, where="status")))
    assert json.loads(line)["name"] == PROJECT
    assert any(isinstance(act, Break) for act in platform(replace(BADLY, where="status")))


def test_all_variables_are_set_and_one_is_not() -> None:
    lines = said(platform(replace(WELL, where="variables")))
    assert "JWT_SECRET=k7Gq-fake" in lines
    assert any(line.startswith("ANTHROPIC_API_KEY=") for line in lines)
    bad = said(platform(replace(BADLY, where="variables")))
    assert len(bad) == len(lines) - 1


def test_a_secret_may_be_one_that_everybody_knows() -> None:
    assert said(platform(replace(WELL, where="secrets"))) == ["JWT_SECRET=k7Gq-fake"]
    assert said(platform(replace(BADLY, where="secrets"))) == ["JWT_SECRET=your-256-bit-secret"]


def test_the_image_and_the_migration() -> None:
    (line,) = said(image(WELL))
    assert json.loads(line)[0]["RepoTags"] == [IMAGE]
    assert said(migration(WELL)) == [MIGRATION]
    assert said(migration(BADLY)) < [MIGRATION]
