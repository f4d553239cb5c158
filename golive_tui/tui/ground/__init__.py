"""The ground that every screen stands on: terminal, driver, filters, words, lists, dialogs.

Knows nothing of launches; may import text, errors and Textual. terminal.py comes first and runs
before Textual is imported; app.py puts the rest together; lines.py and overlay.py are what a
screen is made of.
"""
