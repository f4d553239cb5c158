from golive_tui.tui.dialogs.entry import Entry


def test_an_entry_runs_what_it_names() -> None:
    done: list[str] = []
    entry = Entry(kind="do", name="Go", key="G", run=lambda: done.append("gone"))
    entry.run()
    assert done == ["gone"]
