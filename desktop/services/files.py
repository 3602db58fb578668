"""Files that the office hands out."""

from pathlib import Path

from desktop.storage.keys import write_whole


def write_file(path: Path, content: bytes) -> None:
    """Writes a file whole or not at all. Raises Unavailable."""
    write_whole(path, content)
