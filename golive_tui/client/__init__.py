"""Hear: what attaches to an engine and folds along; holds no truth of its own.

May import `wire`, `store` (to find launches), `launch` and below. Start reading at `mirror.py`,
then `link.py` (the dashboard's living connection) and `ask.py` (one question, for scripts).
"""
