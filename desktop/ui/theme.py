"""The look: colour tokens, type sizes, light and dark, normal and 大字. No widget names a colour of its own."""

from PySide6.QtCore import QLibraryInfo, QLocale, QObject, QTranslator, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication

from desktop.paths import RESOURCES

LIGHT = {
    "canvas": "#EDF1F1",
    "surface": "#FFFFFF",
    "sunken": "#F6F9F9",
    "hover": "#EEF4F5",
    "line": "#D6DFDF",
    "line2": "#E6ECEC",
    "field": "#76868A",
    "ink": "#1A2427",
    "ink2": "#46545A",
    "ink3": "#5C6A6F",
    "pri": "#1C5560",
    "priH": "#164650",
    "priT": "#E2EEF0",
    "link": "#1C5560",
    "sel": "#DDECEE",
    "seal": "#B3261E",
    "sealH": "#961C15",
    "sealTx": "#B3261E",
    "sealT": "#FBEDEB",
    "ok": "#27663B",
    "okT": "#E5F1E8",
    "warn": "#7A4B00",
    "warnT": "#FBF0DB",
    "err": "#941B50",
    "errT": "#FAE9F0",
    "rail": "#1E2B30",
    "railH": "#2A3A40",
    "railTx": "#C3CED1",
    "railMark": "#D8453A",
    "desk": "#DFE6E6",
    "paper": "#FFFFFF",
    "scrim": "#70141C1F",
    "white": "#FFFFFF",
}
DARK = {
    "canvas": "#12181A",
    "surface": "#1A2225",
    "sunken": "#161D20",
    "hover": "#222C30",
    "line": "#344146",
    "line2": "#283337",
    "field": "#71838A",
    "ink": "#E7EDED",
    "ink2": "#B6C3C6",
    "ink3": "#98A7AB",
    "pri": "#2A7683",
    "priH": "#338694",
    "priT": "#1B343A",
    "link": "#82C9D4",
    "sel": "#1F3A41",
    "seal": "#C4392D",
    "sealH": "#D4483B",
    "sealTx": "#F28A7C",
    "sealT": "#3A1F1C",
    "ok": "#84C99A",
    "okT": "#193024",
    "warn": "#E6B765",
    "warnT": "#352812",
    "err": "#F295BB",
    "errT": "#3A1B2A",
    "rail": "#0D1214",
    "railH": "#1D272B",
    "railTx": "#AEBBBF",
    "railMark": "#D8453A",
    "desk": "#0F1517",
    "paper": "#F3F1EC",
    "scrim": "#8F000000",
    "white": "#FFFFFF",
}
NORMAL_PX = {
    "title": 22,
    "section": 17,
    "body": 15,
    "button": 15,
    "label": 14,
    "caption": 13,
    "tag": 12,
    "big": 26,
}
LARGE_PX = {
    "title": 28,
    "section": 22,
    "body": 19,
    "button": 19,
    "label": 18,
    "caption": 16,
    "tag": 15,
    "big": 33,
}
FAMILIES = (
    "Microsoft YaHei UI",
    "Noto Sans SC",
    "Noto Sans CJK SC",
    "Source Han Sans SC",
    "WenQuanYi Micro Hei",
)
SHIPPED = "Noto Sans SC"
CODE_FAMILIES = ("Noto Sans Mono CJK SC", "Consolas")
LARGE_SCALE = (19, 15)


def contrast(one: str, other: str) -> float:
    """The WCAG 2 contrast ratio of two colours."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    parts: list[float] = []
    whole = QColor(colour)
    for part in (whole.redF(), whole.greenF(), whole.blueF()):
        parts.append(part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4)
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


class Theme(QObject):
    """How everything looks now. `changed` tells painted widgets to paint again."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.dark = False
        self.large = False
        self.family = SHIPPED
        self._translator = QTranslator(self)

    def hex(self, token: str) -> str:
        """A token's colour for a style sheet."""
        return (DARK if self.dark else LIGHT)[token]

    def color(self, token: str) -> QColor:
        """A token's colour for a painter."""
        return QColor(self.hex(token))

    def px(self, role: str) -> int:
        """The text size of a role, in pixels."""
        return (LARGE_PX if self.large else NORMAL_PX)[role]

    def scaled(self, size: int) -> int:
        """A row height or icon size, in pixels; larger in 大字. Padding and borders are not scaled."""
        return size * LARGE_SCALE[0] // LARGE_SCALE[1] if self.large else size

    def font(self, role: str, weight: int = 400) -> QFont:
        """The font of a role. Weights: 400 text, 500 labels and buttons, 600 titles."""
        font = QFont(self.family)
        font.setPixelSize(self.px(role))
        font.setWeight(QFont.Weight(weight))
        return font

    def code_style(self, px: int) -> str:
        """The style of a 核验码 or a checkpoint: every character equally wide."""
        known = set(QFontDatabase.families())
        fixed = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont).family()
        family = next((name for name in CODE_FAMILIES if name in known), fixed)
        return f"font-family:'{family}';font-size:{self.scaled(px)}px"

    def apply(self, app: QApplication, *, review: bool = False) -> None:
        """Sets the program's look, language and fonts. `review` uses the shipped font alone, for pictures."""
        QLocale.setDefault(QLocale("zh_CN"))
        if self._translator.isEmpty() and self._translator.load(
            "qtbase_zh_CN", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
        ):
            app.installTranslator(self._translator)
        for file in sorted((RESOURCES / "fonts").glob("NotoSansSC-*.ttf")):
            QFontDatabase.addApplicationFont(str(file))
        known = set(QFontDatabase.families())
        wanted = (SHIPPED,) if review else FAMILIES
        self.family = next((name for name in wanted if name in known), app.font().family())
        app.setStyle("Fusion")
        self.restyle()

    def set_dark(self, on: bool) -> None:
        """Dark or light."""
        self.dark = on
        self.restyle()

    def set_large(self, on: bool) -> None:
        """大字 or normal."""
        self.large = on
        self.restyle()

    def restyle(self) -> None:
        """Gives every widget the present look."""
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.setFont(self.font("body"))
            app.setPalette(self._palette())
            app.setStyleSheet(self.style_sheet())
        self.changed.emit()

    def style_sheet(self) -> str:
        """The style sheet with today's tokens filled in."""
        text = (RESOURCES / "style" / "style.qss").read_text("utf-8")
        values = {name: self.hex(name) for name in LIGHT}
        values |= {f"px_{role}": f"{self.px(role)}px" for role in NORMAL_PX}
        values |= {f"h{size}": f"{self.scaled(size)}px" for size in (28, 30, 34, 36, 38, 52)}
        # The focused or wrong control has a border of two pixels and must not grow by it.
        values |= {f"f{size}": f"{self.scaled(size) - 2}px" for size in (28, 34, 36)}
        values["family"] = self.family
        shade = "dark" if self.dark else "light"
        values["arrow"] = (RESOURCES / "style" / f"arrow-{shade}.svg").as_posix()
        for name, value in values.items():
            text = text.replace(f"@{name}@", value)
        return text

    def _palette(self) -> QPalette:
        palette = QPalette()
        roles = QPalette.ColorRole
        for role, token in (
            (roles.Window, "canvas"),
            (roles.WindowText, "ink"),
            (roles.Base, "surface"),
            (roles.AlternateBase, "surface"),
            (roles.Text, "ink"),
            (roles.Button, "surface"),
            (roles.ButtonText, "ink"),
            (roles.Highlight, "pri"),
            (roles.HighlightedText, "white"),
            (roles.PlaceholderText, "ink3"),
            (roles.ToolTipBase, "surface"),
            (roles.ToolTipText, "ink"),
            (roles.Link, "link"),
        ):
            palette.setColor(role, self.color(token))
        return palette


_theme: Theme | None = None


def theme() -> Theme:
    """The one theme of the program."""
    global _theme  # noqa: PLW0603  made with the first widget, since it needs Qt
    if _theme is None:
        _theme = Theme()
    return _theme
