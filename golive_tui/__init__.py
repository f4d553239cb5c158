"""golive runs a go-live launch from a TOML checklist, and shows it to everyone who must know.

A room imports only what stands below it, and rooms on one line never meet:

    cli                                         ask
    tui | rehearsal                             show | practise
    engine | client | report                    do | hear | tell
    holder                                      hold a running command
    checklist_files | store | probes | wire     find | remember | look | say
    launch                                      what has happened and what is due: read it first
    checklist                                   what should happen
    clock | collector | package | secrets | text | units   the ground
    errors                                      every error that is raised on purpose

Import a name from the module that defines it: no `__init__.py` here imports anything.
"""
