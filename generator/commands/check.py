"""`digest check`: is the site fit to publish?"""

import argparse
from collections.abc import Iterable
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from generator.base.text import plural
from generator.base.toml_file import find_line, read_toml_text
from generator.config.faults import SITE_FILE
from generator.config.project import Project, is_address, open_project
from generator.errors import Location, Problem, Severity, UsageError

if TYPE_CHECKING:
    from generator.config.schema import Config
    from generator.model.paper import PaperPage

EXAMPLES = """\
examples:
  digest build && digest check      before publishing
  digest check --strict             fail on warnings, too (for a pipeline)
  digest check papers/some-paper/   what Zotero and Google Scholar read from a page
"""


def add_parser(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add `check` to the command line."""
    parser = subparsers.add_parser(
        "check",
        help="find broken links and missing data before publishing",
        description="Check content/ and the built site in output/: broken links, missing files, ids that "
        "stand twice, feeds, sitemap, empty pages, missing metadata, and what Zotero or Google Scholar would "
        "reject. With pages: print what these two read from each.",
        epilog=EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument(
        "pages", nargs="*", metavar="PAGE", help="an address, or a file of output/ or content/papers/"
    )
    parser.add_argument("--project", default=".", metavar="DIR", help="folder of the digest (default: here)")
    parser.add_argument(
        "--output", default="", metavar="DIR", help="where the site was built to (default: output/)"
    )
    parser.add_argument("--strict", action="store_true", help="fail on warnings as well")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Return 0 when the site, or each of the pages asked for, is fit to publish, 1 when not."""
    from generator.base.console import print_problems

    if is_address(args.output):
        fix = "build to a folder as well and check that: digest build --output DIR; digest check --output DIR"
        raise UsageError("check reads files, and needs a folder", fix)
    project = open_project(args.project, args.output)
    if args.pages:
        return _report(project, args.pages)
    problems, count = _check_site(project)
    print_problems(problems)
    errors, warnings = _count(problems, Severity.ERROR), _count(problems, Severity.WARNING)
    counted = ", ".join(
        plural(*some) for some in [(count, "paper"), (errors, "error"), (warnings, "warning")]
    )
    print(f"{counted} – the site is {project.output / 'index.html'}")
    return 1 if errors or (args.strict and warnings) else 0


def _check_site(project: Project) -> tuple[list[Problem], int]:
    """Return what is wrong with the site and its content, and how many papers there are."""
    from generator.build.site import outdated, plan_project
    from generator.build.state import open_state
    from generator.check.content import check_papers
    from generator.check.output import check_output
    from generator.check.scholarly import unlisted
    from generator.config.load import base_url
    from generator.library.permalinks import page_file

    with open_state(project) as state:
        site = plan_project(project, state)
        late = outdated(project, site, state)
    papers = _by_file(site.library.papers)
    origins = {path: page.body.path for path, page in papers.items()}
    origins |= {page_file(f"{text.slug}/"): text.body.path for text in site.library.texts}
    expected = [artifact.path for artifact in site.plan.artifacts]
    problems = [
        *site.problems,
        *_out_of_date(late),
        *_placeholder(project, site.config),
        *check_papers(papers.values()),
        *unlisted(papers.values()),
        *check_output(project.output, base_url(site.config), expected, project.content, origins, papers),
    ]
    return problems, len(papers)


def _by_file(pages: "Iterable[PaperPage]") -> "dict[str, PaperPage]":
    from generator.library.permalinks import page_file, paper_url

    return {page_file(paper_url(page.paper)): page for page in pages}


def _report(project: Project, wanted: list[str]) -> int:
    """Print what programs read from these pages; return 1 when they would reject one of them.

    Reads the content but plans no site: the answer is in the files of output/.
    """
    from generator.base.console import print_problems
    from generator.build.site import scan_project
    from generator.build.state import open_state
    from generator.check.findings import gather
    from generator.check.report import find_page, report_page
    from generator.config.load import base_url, load_config

    address = base_url(load_config(project.root))
    with open_state(project) as state:
        papers = _by_file(page for page in scan_project(project, state).papers if not page.paper.draft)
    paths = [find_page(project.output, name, papers, address) for name in wanted]
    reports = [report_page(project.output, path, papers.get(path), address) for path in paths]
    for text, _ in reports:
        print(text, end="\n\n")
    origins = {path: page.body.path for path, page in papers.items()}
    problems = gather((found for _, findings in reports for found in findings), project.content, origins)
    print_problems(problems)
    return 1 if _count(problems, Severity.ERROR) else 0


def _placeholder(project: Project, config: "Config") -> list[Problem]:
    """Feeds, mails and search engines get absolute links: those of an example lead nowhere."""
    if not (urlsplit(config.base_url).hostname or "").endswith(".example"):
        return []
    text = read_toml_text(project.root / SITE_FILE, SITE_FILE) if (project.root / SITE_FILE).exists() else ""
    where = Location(SITE_FILE, find_line(text, "base_url"))
    fault = f"base_url is {config.base_url}, which is only an example"
    return [Problem(where, Severity.WARNING, fault, "write the address at which the site will stand")]


def _out_of_date(paths: tuple[str, ...]) -> list[Problem]:
    if not paths:
        return []
    fault = f"{plural(len(paths), 'file')} out of date, for example {paths[0]}"
    return [Problem(Location("output/"), Severity.WARNING, fault, "run: digest build")]


def _count(problems: list[Problem], severity: Severity) -> int:
    return len({problem for problem in problems if problem.severity is severity})
