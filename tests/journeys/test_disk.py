"""A disk that is full and a folder that may not be written: real ones, met by a program of its own."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from desktop.paths import ROOT

WORKER = (sys.executable, "-m", "tests.journeys.disk")
SMALL_DISK = 'mount -t tmpfs -o size=6m none "$1" && cp -r "$2" "$1/office" && shift 2 && exec "$@"'
"""A disk of six megabytes that only this program sees, gone when it ends."""


def may_mount() -> bool:
    """Whether this user may have a disk of their own; where not, the limit on files stands for it."""
    try:
        tried = subprocess.run(
            ["unshare", "-rm", "mount", "-t", "tmpfs", "none", "/mnt"], capture_output=True, check=False
        )
    except OSError:
        return False
    return tried.returncode == 0


def story(name: str, folder: Path, tmp_path: Path) -> dict[str, object]:
    command = [*WORKER, name, str(folder)]
    if name == "full":
        disk = tmp_path / "disk"
        disk.mkdir()
        command = ["unshare", "-rm", "sh", "-c", SMALL_DISK, "sh", str(disk), str(folder)]
        command += [*WORKER, name, str(disk / "office")]
    told = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, encoding="utf-8", check=False)
    assert (told.returncode, told.stderr) == (0, "")
    found: dict[str, object] = json.loads(told.stdout)
    return found


@pytest.mark.parametrize("name", ["limit", *(["full"] if may_mount() else [])])
def test_a_disk_without_room_takes_nothing_and_loses_nothing(
    name: str, office_folder: Path, tmp_path: Path
) -> None:
    words = {
        "full": "没有存上。磁盘已满。请删去旧备份或别的文件，再试一次。",
        "limit": "没有存上。磁盘读写出错，可能已满、被拔掉或坏了。请检查磁盘，再试一次。",
    }[name]
    assert story(name, office_folder, tmp_path) == {
        "use": words,
        "copy": words,
        "backup": words,
        "sign in": "没有写成“keys.json”。磁盘已满或文件夹不能写入。请检查后再试。",
        "unchanged": True,
        "nothing half-written": True,
        "whole": True,
        "again": ["done"] * 4,
        "whole again": True,
    }


def test_a_folder_that_may_not_be_written_is_said_to_be_so(office_folder: Path, tmp_path: Path) -> None:
    words = "没有存上。办公室文件夹不能写入。请检查文件夹的权限或磁盘的写保护，再试一次。"
    found = story("read-only", office_folder, tmp_path)
    place = office_folder.parent / "safe" / "new"
    assert found == {
        "sign in": words,
        "verify": "done",
        "restore": f"没有恢复成。“{place}”不能写入。请换一个位置。",
        "nothing half-written": True,
        "again": ["done"] * 2,
    }


def test_a_folder_that_may_not_be_written_with_events_in_the_log_alone_is_not_verified(
    office_folder: Path, tmp_path: Path
) -> None:
    assert story("log left", office_folder, tmp_path) == {
        "verify": "没有核对。办公室文件夹不能写入，而 office.db-wal 里还有没并入台账数据库的记录。"
        "请在能写入的电脑上打开一次有据再退出，或把整个文件夹复制到能写入的地方，再核对那一份。",
        "nothing made": True,
        "again": "done",
    }
