"""The tests, in folders named after the rooms; helpers are imported as `tests.support.waiting`."""
