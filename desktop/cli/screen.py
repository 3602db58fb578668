"""Whether a window can open on this computer, asked before Qt is, which ends the program where none can."""

import ctypes
import os
import socket
import sys
from collections.abc import Mapping
from pathlib import Path

from desktop.i18n import _

NO_SCREEN = {"offscreen", "minimal", "vnc", "linuxfb", "eglfs", "minimalegl", "vkkhrdisplay"}
"""Ways of drawing that Qt knows without a display."""
ON_SCREEN = {"xcb", "wayland", "wayland-egl", "wayland-brcm"}


def objection(environ: Mapping[str, str]) -> str:
    """Why no window can open here and what to do, or nothing. Only Linux can be without a display."""
    if not sys.platform.startswith("linux"):
        return ""
    wanted = [name.partition(":")[0] for name in environ.get("QT_QPA_PLATFORM", "").split(";") if name]
    if NO_SCREEN.intersection(wanted):
        return ""
    if wanted and not ON_SCREEN.intersection(wanted):
        return _(
            "窗口打不开：环境变量 QT_QPA_PLATFORM 写着“{name}”，Qt 不认识。请去掉这个变量，再打开。"
        ).format(name=environ["QT_QPA_PLATFORM"])
    x_wanted = not wanted or "xcb" in wanted
    wayland_wanted = not wanted or any(name.startswith("wayland") for name in wanted)
    x_named, wayland_named = environ.get("DISPLAY", ""), environ.get("WAYLAND_DISPLAY", "")
    if wayland_wanted and wayland_named and _wayland_answers(wayland_named, environ):
        return ""
    if x_wanted and x_named and _x_answers(x_named):
        return ""
    named = " ".join(name for name in (x_wanted and x_named, wayland_wanted and wayland_named) if name)
    if named:
        return _(
            "窗口打不开：连不上显示器“{display}”。它没有在运行，或者不许这个用户使用。"
            "请在桌面上登录后再打开；远程登录请用 ssh -X。"
        ).format(display=named)
    return _(
        "窗口打不开：这里没有显示器（没有 DISPLAY，也没有 WAYLAND_DISPLAY）。"
        "请在桌面上登录后再打开；远程登录请用 ssh -X。命令不用显示器，请看 main.py --help。"
    )


def _x_answers(name: str) -> bool:
    try:
        xcb = ctypes.CDLL("libxcb.so.1")
    except OSError:
        return True  # which libraries are missing is said in another place
    xcb.xcb_connect.restype = ctypes.c_void_p
    connection = ctypes.c_void_p(xcb.xcb_connect(os.fsencode(name), None))
    answers = xcb.xcb_connection_has_error(connection) == 0
    xcb.xcb_disconnect(connection)
    return bool(answers)


def _wayland_answers(name: str, environ: Mapping[str, str]) -> bool:
    place = Path(environ.get("XDG_RUNTIME_DIR", "")) / name
    with socket.socket(socket.AF_UNIX) as tried:
        try:
            tried.connect(str(place))
        except OSError:
            return False
    return True
