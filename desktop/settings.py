"""What this computer needs: which office it opens, and where its backups go. One small file, nothing secret."""

import json
import os
from dataclasses import asdict, dataclass, replace
from pathlib import Path

import platformdirs


@dataclass(frozen=True, slots=True)
class Settings:
    """The choices of this computer. What the office decides lives in the office."""

    office: Path | None = None
    backup_folder: Path | None = None


def file() -> Path:
    """Where the choices are kept; YOUJU_CONFIG names another folder."""
    folder = os.environ.get("YOUJU_CONFIG") or platformdirs.user_config_dir("youju", appauthor=False)
    return Path(folder) / "settings.json"


def default_office() -> Path:
    """Where a first office is suggested: in the user's documents, where a backup program looks."""
    return Path(platformdirs.user_documents_dir()) / "有据" / "办公室"


def read() -> Settings:
    """The choices; the defaults where there is no file or it cannot be read."""
    try:
        data = json.loads(file().read_text("utf-8"))
    except (OSError, ValueError):
        return Settings()
    kept = {name: Path(value) for name, value in data.items() if name in asdict(Settings()) and value}
    return Settings(**kept)


def write(settings: Settings) -> None:
    """Keeps the choices; a computer that cannot keep them asks again next time."""
    text = json.dumps({name: str(value) if value else None for name, value in asdict(settings).items()})
    try:
        file().parent.mkdir(parents=True, exist_ok=True)
        file().write_text(text, "utf-8")
    except OSError:
        return


def remember_office(folder: Path) -> None:
    """The next start opens this office."""
    settings = read()
    if settings.office != folder:
        write(replace(settings, office=folder))
