"""What should happen: the checklist file, read into a frozen model with every problem named.

Pure: text in, values out; no file is opened here and no clock is read. May import the ground
only (`units`, `text`, `errors`). Start reading at `model.py`, then `fields.py` and `reader.py`.
"""
