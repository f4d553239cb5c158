"""Ask: the commands, one file each, imported only when called.

May import every room. Start reading at `main.py`, which has the table of commands.
"""
