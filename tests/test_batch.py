"""Batches: a ledger and a broken one, the pages that come of it, the index."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import nbformat
import pytest

import analysis
from analysis.batch import Report, manifest, notebooks, run
from analysis.cli import main
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
        # only the index has a script, of its own, for search and order
        assert ("script" in page.tags) == (path.name == "index.html")
        for link in page.links:
            if not link.startswith(("data:", "#")):
                assert not re.match(r"[a-z]+:|/", link), link
                assert (path.parent / link).exists(), link


def test_the_index_says_what_failed_and_escapes_it(rendered: tuple[Path, Report]):
    text = (rendered[0] / "index.html").read_text(encoding="utf-8")
    row = re.search(r"<tr>\s*<th scope=\"row\">江门市2018年民生实事进展情况表.*?</tr>", text, re.S)
    assert row is not None
    assert re.findall(r'class="number">(\d+)<', row[0]) == ["36", "29", "14", "15", "0", "7"]
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
    monkeypatch.setattr("analysis.batch.plan.notebooks", lambda: [shared[0], shared[3], bad / "9_fails.ipynb"])
    report = analysis.render([path], tmp_path / "site")
    assert report.done == ()
    assert re.search(
        r"ledger\.txt: 9_fails\.ipynb: cell \d+: NameError: name 'nothing' is not defined", report.failed[0]
    )
    for page in (tmp_path / "site").rglob("*.html"):
        text = page.read_text(encoding="utf-8")
        assert not {"i", "u"} & read_page(page).tags - ({"i"} if page.name == "index.html" else set()), page
        assert text.count("<script") == (page.name == "index.html")


# Notebooks of a test's own, without what takes long: they run cold.
QUICK = """# parameters
ledger = ""
out = ""
lang = "zh"
number = 1"""


def write_notebook(path: Path, *cells: str, parameters: str = QUICK) -> Path:
    node = nbformat.v4.new_notebook(
        metadata={"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
    )
    node.cells = [nbformat.v4.new_markdown_cell(f"# {path.stem}"), nbformat.v4.new_code_cell(parameters)]
    node.cells[1].metadata["tags"] = ["parameters"]
    node.cells += [nbformat.v4.new_code_cell(source) for source in cells]
    nbformat.write(node, path)
    return path


@pytest.fixture
def ledgers(write_ledger) -> list[Path]:
    return [
        write_ledger(("一", "1", "建成3所。", "张三", "市教育局", "李四", "已建成3所。"), name=f"l{i}.txt")
        for i in (1, 2)
    ]


@pytest.fixture
def quick(tmp_path: Path) -> Path:
    return write_notebook(
        tmp_path / "quick.ipynb",
        "from pathlib import Path\nPath(out, 'made.txt').write_text(str(number), encoding='utf-8')",
    )


def lines(site: Path) -> list[dict]:
    return [json.loads(line) for line in (site / manifest.NAME).read_text(encoding="utf-8").splitlines()]


def test_what_is_there_is_not_made_again_and_what_has_changed_is(ledgers, quick: Path, tmp_path: Path, capsys):
    site = tmp_path / "site"

    def render(*options: str) -> str:
        code = main(["render", *map(str, ledgers), "--out", str(site), "--notebooks", str(quick), *options])
        assert code == 0
        return capsys.readouterr().out

    assert "2 notebooks run now, 0 were there" in render()
    assert "0 notebooks run now, 2 were there" in render()
    assert (site / "l1" / "made.txt").read_text(encoding="utf-8") == "1"
    ledgers[0].write_text(ledgers[0].read_text(encoding="utf-8").replace("3所", "4所"), encoding="utf-8")
    assert "l1/quick: render (the ledger has changed)" in render("--dry-run")
    assert "1 notebooks run now, 1 were there" in render()
    (site / "l2" / "made.txt").write_text("2", encoding="utf-8")
    assert "l2/quick: render (the result is missing or damaged)" in render("--dry-run")
    assert "1 notebooks run now" in render()
    Path(f"{ledgers[1]}.meta.yml").write_text("place: 某县\n", encoding="utf-8")
    assert "l2/quick: render (the sidecar has changed)" in render("--dry-run")
    assert "2 notebooks run now" in render("-p", "number=7")
    assert (site / "l1" / "made.txt").read_text(encoding="utf-8") == "7"
    assert "l1/quick: render (other parameters)" in render("--dry-run")
    assert "2 notebooks run now" in render("--force")
    write_notebook(quick, "1 + 1")
    assert "the notebook has changed" in render("--dry-run")
    # a run that was cut off in the middle of a line takes nothing with it
    with open(site / manifest.NAME, "ab") as file:
        file.write(b'{"job": "l1/qu')
    assert "2 notebooks run now" in render()
    assert "0 notebooks run now" in render()


def test_a_run_for_each_row_of_a_grid(ledgers, quick: Path, tmp_path: Path, capsys):
    grid = tmp_path / "grid.csv"
    grid.write_text("run,number\nfew,1\nmany,100\n", encoding="utf-8")
    site = tmp_path / "site"
    assert (
        main(["render", str(ledgers[0]), "--out", str(site), "--notebooks", str(quick), "--param-grid", str(grid)]) == 0
    )
    assert {p.parent.name: p.read_text(encoding="utf-8") for p in site.glob("*/made.txt")} == {
        "l1@few": "1",
        "l1@many": "100",
    }
    for rows, problem in (
        ("run,number\n../x,1\n", "names of letters"),
        ("nothing,1\n", "no rows"),
        ("unknown\n1\n", "the parameter 'unknown'"),
        ("run,number\n../../esc,1\n", "the run '../../esc'"),
        ("run,number\n..,1\n", "the run '..'"),
        ("run,number\na,1\na,2\n", "the run 'a'"),
        ("number\n[1\n", "a value that is none"),
    ):
        grid.write_text(rows, encoding="utf-8")
        assert (
            main(["render", str(ledgers[0]), "--out", str(site), "--notebooks", str(quick), "--param-grid", str(grid)])
            == 2
        )
        assert problem in capsys.readouterr().err


def test_a_notebook_that_fails_hangs_or_dies_fails_alone(ledgers, quick: Path, tmp_path: Path, monkeypatch):
    books = [
        quick,
        write_notebook(tmp_path / "broken.ipynb", "x = 1", "raise ValueError('no <b>such</b> thing')"),
        write_notebook(tmp_path / "dies.ipynb", "import os, signal\nos.kill(os.getpid(), signal.SIGKILL)"),
        write_notebook(tmp_path / "hangs.ipynb", "while True: pass"),
        write_notebook(tmp_path / "leaves.ipynb", "import subprocess\nsubprocess.Popen(['sleep', '987654'])\n1"),
    ]
    monkeypatch.setattr(run, "CELL", 4)
    report = analysis.render(ledgers[:1], tmp_path / "site", chosen=books)
    entries = {e["notebook"]: e for e in lines(tmp_path / "site")}
    assert {n: e["status"] for n, e in entries.items()} == {
        "quick": "done",
        "broken": "failed",
        "dies": "failed",
        "hangs": "failed",
        "leaves": "done",
    }
    assert (entries["broken"]["error"], entries["broken"]["cell"]) == ("ValueError: no <b>such</b> thing", 3)
    assert "DeadKernelError" in entries["dies"]["error"]
    assert entries["hangs"]["error"] == "a cell took more than 4 s"
    assert not report.done
    assert not list((tmp_path / "site").rglob("*.partial"))
    index = (tmp_path / "site" / "index.html").read_text(encoding="utf-8")
    assert "no &lt;b&gt;such&lt;/b&gt; thing" in index
    assert "raise ValueError" in index
    # the next call takes up what failed, and nothing else
    write_notebook(books[1], "1")
    again = analysis.render(ledgers[:1], tmp_path / "site", chosen=[quick, books[1]])
    assert (again.ran, again.skipped, again.done) == (1, 1, ("l1",))


def test_what_was_rendered_before_a_failure_is_not_shown_as_the_result(ledgers, tmp_path: Path):
    site = tmp_path / "site"
    draws = "from pathlib import Path\nPath(out, '1_over_fulfilment.png').write_bytes(b'figure')"
    book = write_notebook(tmp_path / "draws.ipynb", draws)
    analysis.render(ledgers, site, chosen=[book])
    assert (site / "index.html").read_text(encoding="utf-8").count('<img src="l') == 2
    # one notebook fails over a ledger that has changed, one ledger can no longer be read
    ledgers[0].write_text(ledgers[0].read_text(encoding="utf-8").replace("3所", "4所"), encoding="utf-8")
    write_notebook(book, draws, "if 'l1' in ledger: raise ValueError('no')")
    ledgers[1].write_text("", encoding="utf-8")
    report = analysis.render(ledgers, site, chosen=[book])
    assert (report.done, report.unreadable, len(report.failed)) == ((), 1, 2)
    index = (site / "index.html").read_text(encoding="utf-8")
    assert "<img src=" not in index
    assert "draws.html" not in index


def test_a_notebook_as_a_whole_has_its_time(ledgers, tmp_path: Path, monkeypatch):
    slow = write_notebook(tmp_path / "slow.ipynb", *["import time\ntime.sleep(2)"] * 9)
    monkeypatch.setattr(run, "NOTEBOOK", 4)
    analysis.render(ledgers[:1], tmp_path / "site", chosen=[slow])
    assert lines(tmp_path / "site")[0]["error"] == "the notebook took more than 4 s"


def test_fail_fast_starts_nothing_more(ledgers, quick: Path, tmp_path: Path):
    broken = write_notebook(tmp_path / "broken.ipynb", "1 / 0")
    report = analysis.render(ledgers, tmp_path / "site", chosen=[broken, quick], workers=1, fail_fast=True)
    assert report.ran == 1
    assert "ZeroDivisionError" in report.failed[0]
    assert "not rendered" in report.failed[1]


def alive(mark: str) -> list[str]:
    """Command lines of running processes that name a folder."""
    out = []
    for path in Path("/proc").glob("[0-9]*/environ"):
        try:
            if mark.encode() in path.read_bytes():
                out.append((path.parent / "cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace"))
        except OSError:
            continue
    return out


def started(arguments: list[str], mark: str) -> subprocess.Popen:
    return subprocess.Popen(
        [sys.executable, "-m", "analysis", "render", *arguments], env=os.environ | {"BATCH_OF_A_TEST": mark},
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        # what runs in the background is told to ignore an interrupt, and hands that down
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    )  # fmt: skip


def gone(mark: str) -> bool:
    for _ in range(60):
        if not alive(mark):
            return True
        time.sleep(0.1)
    return False


@pytest.fixture
def short() -> Iterator[Path]:
    """A folder whose path leaves room for a socket's."""
    with tempfile.TemporaryDirectory() as folder:
        yield Path(folder)


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGINT])
def test_a_batch_that_is_killed_goes_on_where_it_was(
    write_ledger, tmp_path: Path, number: int, short: Path, monkeypatch
):
    many = [write_ledger(("一", "1", "建成3所。", "", "", "", "已建成3所。"), name=f"l{i}.txt") for i in range(6)]
    monkeypatch.setenv("TMPDIR", str(short))
    slow = write_notebook(tmp_path / "slow.ipynb", "import time\ntime.sleep(1)")
    site = tmp_path / "site"
    arguments = [*map(str, many), "--out", str(site), "--notebooks", str(slow), "--kernels", "warm", "--jobs", "2"]
    process = started(arguments, str(tmp_path))
    for _ in range(600):
        if (site / manifest.NAME).exists() and lines(site):
            break
        time.sleep(0.05)
    process.send_signal(number)
    # how long it takes to stop depends on the machine; that it did not run to its end is seen below
    _, said = process.communicate(timeout=20)
    if number == signal.SIGINT:
        assert process.returncode == 130
        assert "the same command goes on from there" in said
        assert not os.listdir(short)
    assert gone(str(tmp_path)), alive(str(tmp_path))
    finished = {e["job"] for e in lines(site) if e["status"] == "done"}
    assert 1 <= len(finished) < 6
    again = started(arguments, str(tmp_path))
    out, said = again.communicate(timeout=120)
    assert again.returncode == 0, said
    assert f"{6 - len(finished)} notebooks run now, {len(finished)} were there" in out
    assert gone(str(tmp_path))
    assert not list(site.rglob("*.partial"))


def test_two_calls_on_one_folder_do_each_job_once(ledgers, quick: Path, tmp_path: Path):
    arguments = [*map(str, ledgers), "--out", str(tmp_path / "site"), "--notebooks", str(quick)]
    both = [started(arguments, str(tmp_path)) for _ in range(2)]
    assert [p.communicate(timeout=120) and p.returncode for p in both] == [0, 0]
    assert sorted(e["job"] for e in lines(tmp_path / "site")) == ["l1/quick", "l2/quick"]


def test_a_full_disk_fails_what_does_not_fit(ledgers, tmp_path: Path):
    site = tmp_path / "site"
    site.mkdir()
    big = write_notebook(
        tmp_path / "big.ipynb", "from pathlib import Path\nPath(out, 'a').write_bytes(bytes(9_000_000))"
    )
    small = write_notebook(tmp_path / "small.ipynb", "1")
    shell = f"mount -t tmpfs -o size=4m tmpfs {site} && exec {sys.executable} -m analysis render {ledgers[0]} --out {site} --notebooks {big} {small} --jobs 1 && cat {site}/manifest.jsonl"
    done = subprocess.run(
        ["unshare", "-rm", "sh", "-c", shell.replace("exec ", "").replace("&& cat", "; cat")],
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    if "unshare" in done.stderr or "mount:" in done.stderr:
        pytest.skip("no small file system can be mounted here")
    states = {e["notebook"]: e["status"] for e in map(json.loads, done.stdout.splitlines()[1:])}
    assert states == {"big": "failed", "small": "done"}
    assert "No space left" in done.stdout


def test_a_folder_that_is_read_only_is_said_in_one_line(ledgers, quick: Path, tmp_path: Path):
    site = tmp_path / "site"
    site.mkdir()
    shell = f"mount -t tmpfs -o ro tmpfs {site} && {sys.executable} -m analysis render {ledgers[0]} --out {site} --notebooks {quick}"
    done = subprocess.run(
        ["unshare", "-rm", "sh", "-c", shell], capture_output=True, text=True, check=False, timeout=120
    )
    if "unshare" in done.stderr or "mount:" in done.stderr:
        pytest.skip("no file system can be mounted here")
    assert done.returncode == 2
    assert done.stderr.count("\n") == 1
    assert "ead-only" in done.stderr


def test_languages_are_two(ledgers, quick: Path, tmp_path: Path, capsys):
    assert main(["render", str(ledgers[0]), "--out", str(tmp_path / "site"), "-p", "lang=fr"]) == 2
    assert capsys.readouterr().err == "minsheng: -p: found lang=fr; expected zh or en\n"


def test_what_cannot_be_written_to_is_said_in_one_line(ledgers, quick: Path, tmp_path: Path, capsys):
    (tmp_path / "file").write_text("", encoding="utf-8")
    assert main(["render", str(ledgers[0]), "--out", str(tmp_path / "file" / "site"), "--notebooks", str(quick)]) == 2
    assert capsys.readouterr().err.count("\n") == 1


def test_tables_of_all_are_one_and_answer_queries(rendered: tuple[Path, Report], capsys):
    site = rendered[0]
    sql = (
        "select verdict, count(*) n from fulfilment where flags not like '%optional%' group by verdict order by n desc"
    )
    assert main(["query", sql, "--out", str(site)]) == 0
    assert capsys.readouterr().out.split() == ["verdict,n", "met,15", "exceeded,14", "unverified,7"]
    assert main(["query", "select place, year from ledgers", "--out", str(site)]) == 0
    assert capsys.readouterr().out.split() == ["place,year", "江门市,2018"]
    for wrong in ("select nothing", f"select * from read_csv('{SEED}')", f"copy items to '{site}/x.csv'"):
        assert main(["query", wrong, "--out", str(site)]) == 2
        assert "minsheng: query:" in capsys.readouterr().err
    assert not (site / "x.csv").exists()
    assert main(["query", "select 1", "--out", str(site / "nowhere")]) == 2


def test_tables_that_were_written_are_read_back_with_their_types(rendered: tuple[Path, Report], tables):
    from pandas.testing import assert_frame_equal

    from analysis import across

    back, failed = across.pool([rendered[0] / "tables"])
    assert failed == []
    for name, frame in tables.items():
        assert_frame_equal(back[name], frame)
