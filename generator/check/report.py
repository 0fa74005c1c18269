"""What Zotero and Google Scholar read from one page, as a table for people.

Input:   a page of the output folder, and the paper it is of.
Output:  lines of text: a name and a value each, below a heading for each reader.
Refuses: a page that the site does not have (UsageError with the nearest one).
"""

from collections.abc import Iterator, Mapping
from pathlib import Path

from generator.base.files import safe_join
from generator.base.nearest import nearest
from generator.base.text import clean, plural
from generator.check.findings import Finding
from generator.check.heads import Head, read_head
from generator.check.markup import parse_html
from generator.check.scholarly import check_head, scholar_lacks
from generator.check.zotero import Creator, Item, zotero_items
from generator.errors import InputError, UsageError
from generator.library.permalinks import page_file
from generator.model.paper import PaperPage

WIDTH = 14
LONGEST = 88
"""Signs of a value; an abstract is cut."""


def find_page(output: Path, name: str, papers: Mapping[str, PaperPage], base_url: str) -> str:
    """Return the page that a person means, below output/: by its address, its file or its content file.

    `papers` are those of the site, by their pages. Raises UsageError when there is no such page.
    """
    plain = name.removeprefix(base_url).partition("#")[0].removeprefix("./").lstrip("/")
    by_content = {f"content/{page.body.path}": path for path, page in papers.items()}
    inside = plain.removeprefix("output/")
    for path in (by_content.get(plain, ""), inside, page_file(inside), f"{inside.rstrip('/')}/index.html"):
        if path.endswith(".html") and _is_file(output, path):
            return path
    near = nearest(inside.rstrip("/"), [path.removesuffix("/index.html") for path in papers])
    fix = f'did you mean "{near}/"?' if near else "name an address of the site, or a file of output/"
    raise UsageError(f'the site has no page "{name}"', fix)


def _is_file(output: Path, path: str) -> bool:
    try:
        return safe_join(output, path).is_file()
    except (InputError, OSError):  # OSError: a name too long for the disk
        return False


def report_page(output: Path, path: str, page: PaperPage | None, base_url: str) -> tuple[str, list[Finding]]:
    """Return the report on a page of the site, and what is wrong with it; `page` is the paper it is of."""
    root = parse_html((output / path).read_bytes())
    if root is None:
        return f"output/{path}\n\nThis page is empty.", []
    head = read_head(root)
    address = base_url + path.removesuffix("index.html")
    text = _describe(f"output/{path}", head, address, is_paper=page is not None)
    return text, list(check_head(path, head, page, base_url))


def _describe(place: str, head: Head, address: str, *, is_paper: bool) -> str:
    items = zotero_items(head, address)
    lines = [clean(place), "", *(_listed(items) if head.coins else _item(items[0])), ""]
    return "\n".join(lines + _scholar(head, is_paper))


def _row(name: str, value: str) -> str:
    value = clean(value)
    short = value if len(value) <= LONGEST else f"{value[:LONGEST].rstrip()}… ({len(value):,} signs)"
    return f"  {name:<{WIDTH}}{short or '–'}".rstrip()


def _item(item: Item) -> Iterator[str]:
    yield "Zotero saves one item"
    yield _row("item type", item.type)
    yield _row("title", item.title)
    for creator in item.creators:
        yield _row("author", _creator(creator))
    if not item.creators:
        yield _row("author", "")
    yield _row("date", item.date)
    for name, value in (
        ("in", item.container),
        ("repository", item.repository),
        ("archive ID", item.archive_id),
    ):
        if value:
            yield _row(name, value)
    yield _row("DOI", item.doi)
    yield _row("URL", item.url)
    yield _row("abstract", item.abstract)
    yield _row("attachment", item.pdf or "snapshot of the page")


def _creator(creator: Creator) -> str:
    family, given = creator
    return f"{family} | {given}" if given else f"{family} (one field)"


def _listed(items: list[Item]) -> Iterator[str]:
    yield f"Zotero offers {plural(len(items), 'paper')} to pick from"
    for item in items:
        names = [family for family, _ in item.creators[:2]] + ["…"] * (len(item.creators) > 2)
        yield _row(
            item.type, " · ".join(filter(None, (item.title[:60], ", ".join(names), item.date, item.doi)))
        )


def _scholar(head: Head, is_paper: bool) -> list[str]:
    if not is_paper:
        return ["Google Scholar finds no paper on this page, as it should be: it follows the links"]
    if lacking := scholar_lacks(head):
        return [f"Google Scholar passes this paper by: it has no {', no '.join(lacking)}"]
    authors = plural(len(head.all("citation_author")), "author")
    year = head.first("citation_publication_date")[:4]
    pdf = head.first("citation_pdf_url") or "none, so it shows as an abstract"
    return [f"Google Scholar takes the paper: title, {authors}, {year}", _row("full text", pdf)]
