"""Who takes part in the scene."""

from typing import Final

from golive_tui.launch.events import By

HOST: Final = "jump1"

ANA: Final = By(user="ana", uid=1001, host=HOST, how="peer")
LEE: Final = By(user="lee", uid=1002, host=HOST, how="peer")
MIRA: Final = By(user="mira", uid=1003, host=HOST, how="peer")
JON: Final = By(user="jon", uid=1004, host=HOST, how="peer")
ENGINE: Final = By(user="engine", uid=1001, host=HOST, how="engine")
