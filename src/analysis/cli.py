"""The command `minsheng`."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from analysis.errors import LedgerError

if TYPE_CHECKING:
    from analysis.extracts import Extract

DONE, FAILED, USAGE = 0, 1, 2


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command; 0 done, 1 some ledgers failed (the others are done), 2 usage or no ledger could be read."""
    parser = _parser()
    args = parser.parse_args(argv)
    try:
        return int(args.run(args))
    except LedgerError as error:
        print(f"minsheng: {error}", file=sys.stderr)
        return USAGE
    except BrokenPipeError:
        # whoever read the output has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE
    except OSError as error:
        print(
            f"minsheng: {error.filename or ''}{': ' * bool(error.filename)}{error.strerror or error}", file=sys.stderr
        )
        return USAGE
    except KeyboardInterrupt:
        print(
            "\nminsheng: stopped; what was finished is written, and the same command goes on from there",
            file=sys.stderr,
        )
        # the workers were told to stop; leave without waiting for their kernels
        sys.stderr.flush()
        os._exit(130)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="minsheng", description="Evidence from Chinese local governments' progress ledgers (民生实事进展情况表)."
    )
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    extract = commands.add_parser("extract", help="write the tables of each ledger")
    extract.add_argument("files", nargs="+", type=Path, metavar="FILE")
    extract.add_argument(
        "--out", type=Path, required=True, metavar="DIR", help="write DIR/<ledger>/<table>.csv, with a codebook"
    )
    extract.add_argument(
        "--format", choices=("csv", "xlsx", "parquet", "dta"), default="csv", help="default: csv, as Excel reads it"
    )
    extract.add_argument("--pseudonymise", action="store_true", help="replace the names of persons")
    _takes_scheduler(extract)
    _takes_columns(extract)
    extract.set_defaults(run=_extract)
    check = commands.add_parser("check", help="say how each file was read and what is wrong in it; 1 where anything is")
    check.add_argument("files", nargs="+", type=Path, metavar="FILE")
    _takes_columns(check)
    check.set_defaults(run=_check)
    show = commands.add_parser("show", help="show a ledger in the terminal, its numbers marked")
    show.add_argument("file", type=Path, metavar="FILE")
    show.add_argument("--item", metavar="N", help="only the item of this number")
    _takes_columns(show)
    show.set_defaults(run=_show)
    score = commands.add_parser("score", help="compare the extraction with annotated ledgers")
    score.add_argument("gold", nargs="+", type=Path, metavar="GOLD")
    score.add_argument("--misses", action="store_true", help="list every target that is not wholly right")
    score.set_defaults(run=_score)
    render = commands.add_parser("render", help="render every notebook for each ledger")
    render.add_argument("files", nargs="+", type=Path, metavar="FILE")
    render.add_argument("--out", type=Path, default=Path("build/site"), metavar="DIR", help="default: build/site")
    render.add_argument("--lang", choices=("zh", "en"), default="zh", help="language of the words around the data")
    render.add_argument(
        "--notebooks", nargs="+", default=[], metavar="NAME", help="only these: names or files; default: all"
    )
    render.add_argument(
        "-p", dest="parameters", action="append", default=[], type=_parameter, metavar="NAME=VALUE",
        help="a parameter of the notebooks; may be given several times",
    )  # fmt: skip
    render.add_argument(
        "--param-grid",
        type=Path,
        metavar="FILE.csv",
        help="a run for each row; columns are parameters, and run, its name",
    )
    render.add_argument(
        "--jobs", type=_count, metavar="N", help="notebooks at a time; default: one more than processors"
    )
    render.add_argument(
        "--kernels", choices=("auto", "warm", "cold"), default="auto",
        help="warm: forked from a process that has all loaded; auto: warm for the project's own notebooks",
    )  # fmt: skip
    render.add_argument("--force", action="store_true", help="render all, also what is there")
    render.add_argument("--fail-fast", action="store_true", help="start nothing more once a notebook has failed")
    _takes_scheduler(render)
    render.add_argument(
        "--log-level", choices=("debug", "info", "warning", "error"), default="error",
        help="what kernels and libraries say of themselves; default: error, which is nearly nothing",
    )  # fmt: skip
    render.add_argument("--dry-run", action="store_true", help="say what would be rendered, and why")
    _takes_columns(render)
    render.set_defaults(run=_render)
    query = commands.add_parser("query", help="ask the tables of a batch with SQL; the answer is CSV")
    query.add_argument("sql", metavar="SQL", help="such as: select ledger, count(*) from fulfilment group by all")
    query.add_argument("--out", type=Path, default=Path("build/site"), metavar="DIR", help="default: build/site")
    query.set_defaults(run=_query)
    return parser


def _takes_scheduler(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--scheduler", default="", metavar="tcp://HOST:PORT", help="a Dask scheduler whose workers do the work"
    )


def _takes_columns(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--column",
        dest="columns",
        action="append",
        default=[],
        type=_column,
        metavar="NAME=HEADER",
        help="the header of a column that is not recognised, such as task=承诺; may be given several times",
    )


def _column(text: str) -> tuple[str, str]:
    name, equals, header = text.partition("=")
    if not equals or not name or not header:
        raise argparse.ArgumentTypeError(f"{text!r} is not NAME=HEADER")
    return name, header


def _parameter(text: str) -> tuple[str, object]:
    import yaml

    name, equals, value = text.partition("=")
    if not equals or not name.isidentifier():
        raise argparse.ArgumentTypeError(f"{text!r} is not NAME=VALUE")
    try:
        return name, yaml.safe_load(value)
    except yaml.YAMLError:
        return name, value


def _count(text: str) -> int:
    if not text.isdigit() or not int(text):
        raise argparse.ArgumentTypeError(f"{text!r} is not a number from 1 on")
    return int(text)


def _extract(args: argparse.Namespace) -> int:
    from analysis.exports import write_whole
    from analysis.readers import ledger_id

    failed, seen = 0, dict[str, Path]()
    for file, made in _extracts(args):
        if not isinstance(made, str) and made.ledger in seen:
            other = f"the id {made.ledger}, which is also that of {seen[made.ledger]}"
            made = str(LedgerError(file, other, "files whose names differ"))
        if isinstance(made, str):
            failed += 1
            print(f"minsheng: {made}", file=sys.stderr)
            before = ledger_id(file)
            if (args.out / before).exists() and before not in seen:
                print(f"minsheng: {args.out / before}: what is there is of an earlier run", file=sys.stderr)
            continue
        seen[made.ledger] = file
        for name, data in made.files.items():
            write_whole(args.out / made.ledger / name, data)
        if made.doubts:
            more = f" (and {len(made.doubts) - 1} more: minsheng check)" if len(made.doubts) > 1 else ""
            print(f"minsheng: {file}: {made.doubts[0]}{more}", file=sys.stderr)
        aside = f", {made.optional} of them optional" if made.optional else ""
        print(f"{args.out / made.ledger}: {made.items} items, {made.targets} targets{aside}")
    return _code(len(args.files), failed, failed)


def _extracts(args: argparse.Namespace) -> Iterator[tuple[Path, Extract | str]]:
    """Each file with what became of it, or with what is wrong with it: here, or on a cluster in the order in which they get done."""
    if args.scheduler:
        from analysis.batch.cluster import connected, extract_on

        with connected(args.scheduler) as client:
            yield from extract_on(client, args.files, dict(args.columns), args.format, args.pseudonymise)
        return
    from analysis.extracts import extracted

    for file in args.files:
        try:
            yield file, extracted(file, dict(args.columns), args.format, pseudonymous=args.pseudonymise)
        except LedgerError as error:
            yield file, str(error)


def _check(args: argparse.Namespace) -> int:
    from analysis.check import check
    from analysis.extraction import extract
    from analysis.readers import read_ledger

    unreadable = wrong = 0
    for file in args.files:
        try:
            ledger = read_ledger(file, dict(args.columns))
            remarks = check(ledger)
            if ledger.corrections:
                # only what was promised can be decided about
                extract(ledger)
        except LedgerError as error:
            unreadable += 1
            print(f"minsheng: {error}", file=sys.stderr)
            continue
        wrong += any(r.wrong for r in remarks)
        for r in remarks:
            print(f"{file}: {'wrong: ' if r.wrong else ''}{r}")
    return _code(len(args.files), unreadable + wrong, unreadable)


def _show(args: argparse.Namespace) -> int:
    from analysis.extraction import extract
    from analysis.marked import marked_text
    from analysis.readers import read_ledger

    findings = extract(read_ledger(args.file, dict(args.columns)))
    if args.item is not None and all(item.no != args.item for item in findings.ledger):
        raise LedgerError(args.file, f"no item {args.item}", f"one of {', '.join(i.no for i in findings.ledger)}")
    print(marked_text(findings, None if args.item is None else [args.item], color=sys.stdout.isatty()))
    return DONE


def _score(args: argparse.Namespace) -> int:
    from analysis.evaluate import evaluate, misses, report

    outcomes = evaluate(args.gold)
    print(report(outcomes))
    if args.misses:
        print(*misses(outcomes), sep="\n")
    return DONE


def _render(args: argparse.Namespace) -> int:
    from analysis.batch import planned, render
    from analysis.batch.progress import shown

    _logging(args.log_level)

    common = {
        "chosen": args.notebooks,
        "parameters": dict(args.parameters),
        "grid": _grid(args.param_grid) if args.param_grid else (),
        "kernels": args.kernels,
        "force": args.force,
    }
    if args.dry_run:
        plan = planned(args.files, args.out.resolve(), args.lang, dict(args.columns), **common)
        for job, why in plan.jobs:
            print(f"{job.name}: {f'render ({why})' if why else 'there'}")
        for line in plan.unreadable:
            print(f"minsheng: {line}", file=sys.stderr)
        return _code(len(args.files), len(plan.unreadable), len(plan.unreadable))
    report = render(
        args.files,
        args.out,
        args.lang,
        dict(args.columns),
        **common,
        workers=args.jobs,
        fail_fast=args.fail_fast,
        progress=shown,
        scheduler=args.scheduler,
    )
    for line in report.failed:
        print(f"minsheng: {line}", file=sys.stderr)
    runs = len(args.files) * max(1, len(common["grid"]))
    print(
        f"{len(report.done)} of {runs} ledgers rendered; {report.ran} notebooks run now, {report.skipped} were there; open {report.index}"
    )
    return _code(len(args.files), len(report.failed), report.unreadable)


def _logging(level: str) -> None:
    """Let libraries speak from a level on; by default what fails is said by the manifest, once."""
    import logging

    logging.basicConfig(level=level.upper(), format="%(name)s: %(message)s")
    if level == "error":
        for name in ("papermill", "traitlets", "asyncio", "distributed", "zmq"):
            logging.getLogger(name).setLevel(logging.CRITICAL)


def _grid(path: Path) -> list[dict[str, object]]:
    import csv

    import yaml

    try:
        with open(path, encoding="utf-8-sig", newline="") as file:
            rows = list(csv.DictReader(file))
    except UnicodeDecodeError:
        raise LedgerError(path, "bytes that are not UTF-8", "a CSV in UTF-8") from None
    if not rows or any(None in row or None in row.values() for row in rows):
        raise LedgerError(
            path, "no rows, or rows of other lengths than the header", "a CSV with a column for each parameter"
        )
    try:
        return [{k: str(v) if k == "run" else yaml.safe_load(v) for k, v in row.items()} for row in rows]
    except yaml.YAMLError as error:
        raise LedgerError(
            path, f"a value that is none ({' '.join(str(error).split())[:80]})", "values as YAML writes them"
        ) from None


def _query(args: argparse.Namespace) -> int:
    from analysis.batch.store import query
    from analysis.exports import to_csv

    sys.stdout.write(to_csv(query(args.out, args.sql)).decode("utf-8-sig"))
    return DONE


def _code(files: int, failed: int, unreadable: int) -> int:
    if unreadable == files:
        return USAGE
    return FAILED if failed else DONE
