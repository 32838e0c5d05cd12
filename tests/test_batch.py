"""Batches: a ledger and a broken one, the pages that come of it, the index."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path

import nbformat
import pytest

import analysis
from analysis.batch import Report, notebooks
from conftest import SEED


class Links(HTMLParser):
    """Addresses that a page refers to, and the tags that it uses."""

    def __init__(self) -> None:
        super().__init__()
        self.links: list[str] = []
        self.tags: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.links += [v or "" for k, v in attrs if k in ("href", "src")]


def read_page(path: Path) -> Links:
    links = Links()
    links.feed(path.read_text(encoding="utf-8"))
    return links


@pytest.fixture(scope="module")
def rendered(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Report]:
    folder = tmp_path_factory.mktemp("batch")
    broken = folder / "<broken>.txt"
    broken.write_text("\t工作任务\n\t进展情况\n\n\t建成3所。\n", encoding="utf-8")
    return folder / "site", analysis.render([SEED, broken, folder / "missing.txt"], folder / "site")


def test_the_others_are_done(rendered: tuple[Path, Report]):
    site, report = rendered
    assert report.done == ("jiangmen-2018",)
    assert len(report.failed) == report.unreadable == 2
    assert "<broken>.txt:4: found a row of 1 cells" in report.failed[0]
    assert report.index == site / "index.html"


def test_every_notebook_has_its_page_and_figures(rendered: tuple[Path, Report]):
    folder = rendered[0] / "jiangmen-2018"
    names = {p.name for p in folder.iterdir()}
    for nb in notebooks()[:4]:
        assert {f"{nb.stem}.ipynb", f"{nb.stem}.html", f"{nb.stem}.results.json"} <= names
    assert (rendered[0] / "across" / "4_across_ledgers.html").exists()
    assert {
        f"{n}.{s}"
        for n in ("1_over_fulfilment", "2_workload_per_leader", "3_co_responsibility")
        for s in ("png", "svg")
    } <= names
    assert not any(name.startswith(".") for name in names)


def test_links_of_all_pages_lead_somewhere_in_the_folder(rendered: tuple[Path, Report]):
    site = rendered[0]
    pages = list(site.rglob("*.html"))
    assert len(pages) == 1 + len(notebooks())
    for path in pages:
        page = read_page(path)
        assert "script" not in page.tags
        for link in page.links:
            if not link.startswith(("data:", "#")):
                assert not re.match(r"[a-z]+:|/", link), link
                assert (path.parent / link).exists(), link


def test_the_index_says_what_failed_and_escapes_it(rendered: tuple[Path, Report]):
    text = (rendered[0] / "index.html").read_text(encoding="utf-8")
    assert "没有一个目标被证明未达标：14个超额，15个达标，7个无从核实" in text
    assert "&lt;broken&gt;.txt:4" in text
    assert "<broken>" not in text


def test_a_page_speaks_one_language(rendered: tuple[Path, Report]):
    text = (rendered[0] / "jiangmen-2018" / "1_over_fulfilment.html").read_text(encoding="utf-8")
    assert "一份台账讲的是自述与证据之间的故事" in text
    assert "The story that a ledger tells" not in text


def test_every_number_of_the_ledger_is_marked_on_the_first_page(rendered: tuple[Path, Report]):
    text = (rendered[0] / "jiangmen-2018" / "0_start_here.html").read_text(encoding="utf-8")
    for quoted in ("5000人次", "13444人次", "671元", "800元/人月", "116个", "台山市北陡文化广场"):
        assert re.search(f"<mark[^>]*>{quoted}(<sub>[0-9,]+</sub>)?</mark>", text)


def test_rendered_notebooks_hold_no_times(rendered: tuple[Path, Report]):
    for path in (rendered[0] / "jiangmen-2018").glob("*.ipynb"):
        node = nbformat.read(path, as_version=4)
        assert "papermill" not in node.metadata
        assert all("execution" not in cell.metadata for cell in node.cells)


def test_text_of_a_ledger_is_never_markup_and_a_failing_notebook_is_named(
    write_ledger, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    evil = "<script>document.title='owned'</script>建成3所。"
    path = write_ledger(
        ("<b>一</b>", "1", evil, "<i>张三</i>", "<u>市教育局</u>", "李四", f"已建成3所。{evil}"),
        title="<h1>2020年</h1>",
    )
    bad = tmp_path / "bad"
    bad.mkdir()
    shared = notebooks()
    node = nbformat.read(shared[0], as_version=4)
    node.cells[-1].source = "nothing()"
    node.cells[-1].cell_type = "code"
    node.cells[-1].update({"outputs": [], "execution_count": None})
    nbformat.write(node, bad / "9_fails.ipynb")
    monkeypatch.setattr("analysis.batch.notebooks", lambda: [shared[0], shared[3], bad / "9_fails.ipynb"])
    report = analysis.render([path], tmp_path / "site")
    assert report.done == ()
    assert re.search(
        r"ledger\.txt: 9_fails\.ipynb: cell \d+: NameError: name 'nothing' is not defined", report.failed[0]
    )
    for page in (tmp_path / "site").rglob("*.html"):
        assert not {"script", "i", "u"} & read_page(page).tags, page
