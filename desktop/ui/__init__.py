"""What the clerk sees: pages, tables, dialogs. The only room with Qt."""

import sys

if sys.version_info < (3, 12):
    # Qt for Python 6.12 is built for interpreters whose None, True and False are immortal, and gives back
    # references it never took: on 3.11 the program would end with "deallocating None" after some thousand
    # calls. A large reserve of references makes them immortal here as well.
    import ctypes

    for _singleton in (None, True, False, NotImplemented, ...):
        ctypes.c_ssize_t.from_address(id(_singleton)).value += 1 << 60
