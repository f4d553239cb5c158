from golive_tui.cli.host.finding import note, ok, unknown, wrong


def test_each_word_makes_a_finding_of_its_verdict() -> None:
    made = [ok("a", "b"), note("a", "b"), unknown("a", "b", "c"), wrong("a", "b", "c")]
    assert [each.verdict for each in made] == ["ok", "note", "unknown", "wrong"]
    assert {each.check for each in made} == {"a"}
    assert [each.remedy for each in made] == ["", "", "c", "c"]
