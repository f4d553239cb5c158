import json

from golive_tui.rehearsal.deploy.acts import Break, Say, Scene
from golive_tui.rehearsal.deploy.checks import health, suite


def test_the_suite_counts_what_it_ran() -> None:
    said = [act.text for act in suite(Scene(where="staging")) if isinstance(act, Say)]
    passed = [text for text in said if text.startswith("  ✓")]
    assert said[0].endswith("test:e2e:staging")
    assert said[-1].startswith(f"  {len(passed)} passed")


def test_a_health_check_prints_the_body_and_fails_as_curl_does() -> None:
    acts = list(health(Scene(where="production")))
    [broken] = [act for act in acts if isinstance(act, Break)]
    [body] = [act for act in acts if isinstance(act, Say)]
    assert broken.code == 22
    assert json.loads(body.text)["environment"] == "production"
