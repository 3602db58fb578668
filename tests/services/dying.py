"""A reader that dies over a file, for the child process to die with."""

import os
import threading


def die(*_arguments: object) -> None:
    """Ends the process as a hostile file would."""
    os._exit(3)


def sleep(*_arguments: object) -> None:
    """Never comes to an end, as over a file made to keep its reader busy."""
    threading.Event().wait()
