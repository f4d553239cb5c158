"""The run view: every step, and what the newest attempt of the chosen one writes.

It may import the desk, ground, frame and dialogs, and nothing of the engine. Start at `view.py`;
`pages.py` is the pure part: what is held of a transcript.
"""
