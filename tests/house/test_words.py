"""What is written: for the clerk, for the newcomer, and what must never be."""

import ast
import re
from collections import Counter

from tests.house.tree import ROOT, dotted, place, python_files, text_files, walk

LATER = re.compile(r"\b(" + "TO" + "DO|FIX" + r"ME)\b")
HOST = re.compile(
    "|".join(("py" + "pi(?!nyin)", "python" + "hosted", "npm" + "js", "arti" + "factory", "devp" + "i"))
)
MACHINE_PATH = re.compile(
    "(?<![A-Za-z0-9_.~/-])/(?:" + "|".join(("work", "root", "home", "tmp", "opt")) + ")/[a-z.]"
)
ADDRESS = re.compile(r"https?:|file:|--index-url|--find-links|--extra-index-url|--trusted-host| @ ")
PAPER = re.compile("paper_")
HELP_PAGE = re.compile(r"\]\(([a-z_-]+)\.md(?:#[^)]*)?\)")


def test_words_for_the_clerk_are_literals_a_translator_can_find() -> None:
    found = [
        place(path, node)
        for path in python_files("desktop")
        for node in walk(path)
        if isinstance(node, ast.Call)
        and dotted(node.func) == "_"
        and not (
            len(node.args) == 1
            and not node.keywords
            and isinstance(node.args[0], ast.Constant)
            and isinstance(node.args[0].value, str)
        )
    ]
    assert found == []


def test_nothing_is_put_off() -> None:
    found = [place(path) for path in text_files() if LATER.search(path.read_text(encoding="utf-8"))]
    assert found == []


def test_locks_hold_hashes_and_no_address() -> None:
    for name in ("requirements.lock", "requirements-dev.lock"):
        text = (ROOT / "installer" / name).read_text(encoding="utf-8")
        assert ADDRESS.findall(text) == []
        packages = re.split(r"^(?=[\w.\[\]-]+==)", text, flags=re.MULTILINE)[1:]
        assert [entry.split()[0] for entry in packages if "--hash=sha256:" not in entry] == []


def test_no_file_names_a_package_host_or_a_machine() -> None:
    found = [
        f"{place(path)}: {hit}"
        for path in text_files()
        for text in [path.read_text(encoding="utf-8")]
        for hit in [*HOST.findall(text.lower()), *MACHINE_PATH.findall(text)]
    ]
    assert found == []


def glossary() -> list[tuple[str, str]]:
    """The rows of the glossary: Chinese term, English word."""
    lines = (ROOT / "desktop/GLOSSARY.md").read_text(encoding="utf-8").splitlines()
    cells = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines if line.startswith("|")]
    return [(row[0], row[1]) for row in cells if row[0] != "Chinese" and not set(row[0]) <= set("-: ")]


def test_the_glossary_gives_each_term_one_word_and_each_word_one_term() -> None:
    rows = glossary()
    assert rows != []
    for column in (0, 1):
        counted = Counter(row[column] for row in rows)
        assert [term for term, times in counted.items() if times > 1] == []


def named_pages() -> list[tuple[str, str]]:
    """Where each page of the window is written, and the name under which F1 looks for its help."""
    return [
        (place(path, kind), ast.literal_eval(line.value))
        for path in python_files("desktop/ui")
        for kind in walk(path)
        if isinstance(kind, ast.ClassDef) and kind.name.endswith("Page")
        for line in kind.body
        if isinstance(line, ast.Assign) and [dotted(target) for target in line.targets] == ["name"]
        if ast.literal_eval(line.value)
    ]


def test_every_page_of_the_window_has_its_help() -> None:
    pages = {path.stem for path in (ROOT / "resources/help").glob("*.md") if not PAPER.match(path.stem)}
    assert [(where, name) for where, name in named_pages() if name not in pages] == []
    assert {name for _where, name in named_pages()} | {"evidence"} == pages


def test_every_help_page_that_another_names_exists() -> None:
    pages = sorted((ROOT / "resources/help").glob("*.md"))
    named = [(place(path), name) for path in pages for name in HELP_PAGE.findall(path.read_text("utf-8"))]
    assert [(where, name) for where, name in named if not (ROOT / f"resources/help/{name}.md").exists()] == []
