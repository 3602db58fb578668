"""What this computer needs: its office, where backups go, where its scanner writes, how and in what it prints."""

import json
import os
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path

import platformdirs


@dataclass(frozen=True, slots=True)
class Settings:
    """The choices of this computer. What the office decides lives in the office."""

    office: Path | None = None
    backup_folder: Path | None = None
    scan_folder: Path | None = None


def file() -> Path:
    """Where the choices are kept; YOUJU_CONFIG names another folder."""
    folder = os.environ.get("YOUJU_CONFIG") or platformdirs.user_config_dir("youju", appauthor=False)
    return Path(folder) / "settings.json"


@dataclass(frozen=True, slots=True)
class PrintChoice:
    """What was chosen when a kind of paper was printed last."""

    printer: str = ""
    copies: int = 1
    sides: str = ""
    tray: str = ""
    head: str = ""


@dataclass(frozen=True, slots=True)
class Printing:
    """The choices by kind of paper, and by printer how far it is off (tenths of a mm: right, down)."""

    choices: dict[str, PrintChoice] = field(default_factory=dict)
    offsets: dict[str, tuple[int, int]] = field(default_factory=dict)


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


def _printing_file() -> Path:
    return file().with_name("printing.json")


def read_printing() -> Printing:
    """How this computer prints; nothing chosen where there is no file or it cannot be read."""
    try:
        data = json.loads(_printing_file().read_text("utf-8"))
        choices = {kind: PrintChoice(**choice) for kind, choice in data["choices"].items()}
        offsets = {printer: (int(right), int(down)) for printer, (right, down) in data["offsets"].items()}
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return Printing()
    return Printing(choices, offsets)


def _write_printing(printing: Printing) -> None:
    try:
        _printing_file().parent.mkdir(parents=True, exist_ok=True)
        _printing_file().write_text(json.dumps(asdict(printing), ensure_ascii=False), "utf-8")
    except OSError:
        return


def remember_print(kind: str, choice: PrintChoice) -> None:
    """The next paper of this kind is printed the same way."""
    printing = read_printing()
    if printing.choices.get(kind) != choice:
        _write_printing(replace(printing, choices={**printing.choices, kind: choice}))


def remember_offset(printer: str, right: int, down: int) -> None:
    """From now on everything this printer gets is moved so far."""
    printing = read_printing()
    _write_printing(replace(printing, offsets={**printing.offsets, printer: (right, down)}))


def _fonts_file() -> Path:
    return file().with_name("fonts.json")


def read_fonts() -> dict[str, Path]:
    """The font files chosen by style of lettering; none where there is no file or it cannot be read."""
    try:
        data = json.loads(_fonts_file().read_text("utf-8"))
        return {str(style): Path(path) for style, path in data.items()}
    except (OSError, ValueError, TypeError, AttributeError):
        return {}


def remember_font(style: str, path: Path | None) -> None:
    """Papers are set in this font from the next start on as well; None: in the one that comes with the program."""
    chosen = {kept: str(file) for kept, file in read_fonts().items() if kept != style}
    if path is not None:
        chosen[style] = str(path)
    try:
        _fonts_file().parent.mkdir(parents=True, exist_ok=True)
        _fonts_file().write_text(json.dumps(chosen, ensure_ascii=False), "utf-8")
    except OSError:
        return


def remember_office(folder: Path) -> None:
    """The next start opens this office."""
    settings = read()
    if settings.office != folder:
        write(replace(settings, office=folder))
