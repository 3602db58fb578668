"""设置 › 公开钥匙: printed for the wall, saved for others."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from desktop.services import seals
from desktop.services.office import Office
from desktop.ui import printing
from desktop.ui.desk import Desk
from desktop.ui.settings.key import KeyCard


@pytest.fixture
def card(qtbot: QtBot, admin: Office) -> KeyCard:
    """The card of the administrator."""
    made = KeyCard(Desk(admin, inline=True))
    qtbot.addWidget(made)
    made.show()
    return made


def test_the_poster_is_shown_as_it_will_print(card: KeyCard) -> None:
    card.print()
    [shown] = card.window().findChildren(printing.Preview)
    assert shown.paper.kind == "key_poster"
    shown.close()


@pytest.mark.parametrize("chosen", [True, False])
def test_the_key_is_saved_as_one_line(
    card: KeyCard, admin: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, chosen: bool
) -> None:
    path = tmp_path / "钥匙.txt"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_asked: (str(path) if chosen else "", ""))
    card.save()
    assert path.exists() == chosen
    if chosen:
        assert card.saved.text() == f"已存到 {path}"
        assert path.read_text("utf-8") == seals.public_key(admin) + "\n"


def test_a_folder_that_takes_no_file_is_named(
    card: KeyCard, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "没有" / "钥匙.txt"
    shown: list[str] = []
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_asked: (str(path), ""))
    monkeypatch.setattr("desktop.ui.errors.show", lambda _owner, error: shown.append(str(error)))
    card.save()
    assert len(shown) == 1
    assert not path.exists()
