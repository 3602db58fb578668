"""The office's own fonts: used where they are fit, told of where they are not, and left without a trace."""

from collections.abc import Iterator
from pathlib import Path
from shutil import copyfile

import pytest

from desktop.domain.problems import Missing, Refused
from desktop.forms.paper.fonts import FANG, FOLDER, TITLE
from desktop.services import fonts


@pytest.fixture(autouse=True)
def shipped() -> Iterator[None]:
    """The fonts that come with the program, before and after."""
    yield
    for style in fonts.styles():
        fonts.use_font(style, None)


@pytest.fixture
def office_font(tmp_path: Path) -> Path:
    return Path(copyfile(FOLDER / "LXGWWenKai-Regular.ttf", tmp_path / "仿宋_GB2312.ttf"))


def test_the_styles_are_called_as_the_trade_calls_them() -> None:
    assert fonts.styles()[:2] == ("仿宋", "小标宋")


def test_a_font_is_used_until_the_shipped_one_is_wanted_again(office_font: Path) -> None:
    before = FANG.runs("王")
    fonts.use_font("仿宋", office_font)
    assert FANG.runs("王") != before
    fonts.use_font("仿宋", None)
    assert FANG.runs("王") == before


def test_a_style_that_is_none_is_named() -> None:
    with pytest.raises(Missing, match="没有“圆体”这种字体"):
        fonts.use_font("圆体", None)


def test_a_wrong_file_is_refused_in_its_own_words(tmp_path: Path) -> None:
    path = tmp_path / "字体.ttf"
    path.write_text("不是字体")
    before = FANG.runs("王")
    with pytest.raises(Refused, match=r"不能用“字体\.ttf”作仿宋。它不是 TrueType 字体文件"):
        fonts.use_font("仿宋", path)
    assert FANG.runs("王") == before


def test_at_the_start_what_is_gone_is_told_and_the_rest_is_used(office_font: Path, tmp_path: Path) -> None:
    before = FANG.runs("王"), TITLE.runs("王")
    chosen = {"小标宋": tmp_path / "没有.ttf", "圆体": office_font, "仿宋": office_font}
    problems = fonts.use_fonts(chosen)
    assert [problem.message.split("。")[0] for problem in problems] == ["不能用“没有.ttf”作小标宋"]
    assert FANG.runs("王") != before[0]
    assert TITLE.runs("王") == before[1]
