from golive_tui.probes.facts import LazyFacts
from golive_tui.probes.look.postgres_facts import Migrations, Read, _typed


def test_names_are_quoted_whatever_is_in_them() -> None:
    sql = Migrations('a.b"; DROP TABLE c', "v", "1", "done").sql(text=True)
    assert 'FROM "a"."b""; DROP TABLE c" WHERE "done" IS NOT NULL' in sql
    assert 'ORDER BY "v" COLLATE "C" DESC' in sql
    assert "COLLATE" not in Migrations("t", "v", "1").sql(text=False)


def test_values_have_the_type_that_the_server_gives_them() -> None:
    row = {"n": "7", "share": "0.5", "there": "t", "word": "7", "nothing": None}
    types = {"n": 20, "share": 1700, "there": 16, "word": 25, "nothing": 23}
    typed = {"n": 7, "share": 0.5, "there": True, "word": "7", "nothing": None}
    assert _typed(row, types) == typed


def test_what_is_not_there_says_why() -> None:
    facts = LazyFacts({}, Read(facts={}, lacking={"row": "no row"}).makers())
    assert facts.get("row") is None
    assert facts.why_missing("row.n") == "no row"
