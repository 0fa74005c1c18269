"""Render pages, mails and the stylesheet: a closed view and a template in, UTF-8 bytes out.

A template sees `view`, `site` and the filters below; nothing else of the site can be reached. What is printed
into .html is escaped; a template that names what its view does not have is an InputError with file and line.
"""

import re
import traceback
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from generator.base.weblinks import web
from generator.base.words import Words
from generator.errors import InputError, Location
from generator.model.artifact import Artifact, Render, RenderContext, Renderer
from generator.model.page_views import NotFoundView
from generator.model.paper import Body
from generator.model.views import SiteView
from generator.outputs import entries, filters
from generator.outputs.exports.filters import citation_filters
from generator.outputs.filters import Place
from generator.outputs.heads.filters import head_filters
from generator.outputs.keeping import Kept, keeping
from generator.outputs.shared_texts import SharedTexts, shared_texts
from generator.outputs.texts import as_line
from generator.theme.words import load_words

if TYPE_CHECKING:
    from jinja2 import Environment
    from jinja2.nodes import EvalContext
    from jinja2.runtime import Context

    from generator.outputs.sandbox import Sandbox

VERSION = 1
TITLES_KEPT = 10_000
"""Rendered titles and names that a process remembers (about 0.2 kB each)."""
TEXTS_KEPT = 64
"""Abstracts that a process remembers as they were read: a page asks for its own three times."""
DAYS_KEPT = 4096
"""Days whose names a process remembers: each shows on some ten pages."""

_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufdd0-\ufdef\ufffe\uffff]")
_PRINTABLE_ASCII = bytes((*b"\t\n\r", *range(32, 127)))
_BLANK_LINES = re.compile(rb"\n(?:[ \t]*\n)+")
_ENDS_WELL = re.compile(rb"\S\S\n")
_VERBATIM = re.compile(rb"(<pre\b.*?</pre>|<textarea\b.*?</textarea>)", re.DOTALL | re.IGNORECASE)


def start(context: RenderContext) -> Render:
    """Return the function that renders artifacts of this site; compiles each template at its first use."""
    from jinja2 import TemplateError, TemplateSyntaxError

    from generator.theme.templates import syntax_problem

    environment = _environment(context)
    project = Path(context.content_dir).parent

    def render(artifact: Artifact) -> bytes:
        try:
            template = environment.get_template(artifact.template)
            environment.place = _place(artifact, context)
            text = template.render(view=artifact.view)
        except TemplateSyntaxError as error:
            raise syntax_problem(error, project) from None
        except (TemplateError, TypeError, ValueError, LookupError) as error:
            raise _problem(error, artifact, context, project) from error
        return tidy(text, artifact.template)

    return render


def tidy(text: str, template: str) -> bytes:
    """Return UTF-8 without control characters and deserts of blank lines, ending with one newline."""
    data = _printable(text)
    if template.endswith(".txt"):
        return re.sub(rb"\n{3,}", b"\n\n", re.sub(rb"[ \t]+\n", b"\n", data)).strip(b"\n") + b"\n"
    pieces = _VERBATIM.split(data)
    pieces[::2] = [_BLANK_LINES.sub(b"\n", piece) for piece in pieces[::2]]
    data = b"".join(pieces)
    return data if _ENDS_WELL.match(data[:1] + data[-2:]) else data.strip() + b"\n"


def _printable(text: str) -> bytes:
    """Return UTF-8 without control characters; most texts have none, and what cannot be one is soon told."""
    data = text.encode("utf-8", "replace")
    rest = data.translate(None, _PRINTABLE_ASCII)
    if rest and _UNPRINTABLE.search(rest.decode("utf-8")):
        return _UNPRINTABLE.sub("", data.decode("utf-8")).encode("utf-8")
    return data


def _place(artifact: Artifact, context: RenderContext) -> Place:
    if context.abroad:
        return Place(context.site.base_url)
    if isinstance(artifact.view, NotFoundView):
        return filters.root_place(context.site.base_url)
    return filters.place_of(artifact.path)


def _environment(context: RenderContext) -> "Sandbox":
    from jinja2 import StrictUndefined

    from generator.outputs.compiled import compiled_templates
    from generator.outputs.folding import folding
    from generator.outputs.sandbox import Sandbox
    from generator.theme.templates import EXTENSIONS, template_loader

    words = load_words(context.site.language, context.theme_dirs)
    environment = Sandbox(
        loader=template_loader(context.theme_dirs),
        autoescape=lambda name: name is None or name.endswith(".html"),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        bytecode_cache=compiled_templates(context),
        extensions=(*EXTENSIONS, folding(words, context.site)),
    )
    _install_words(environment, words)
    environment.globals["site"] = context.site
    environment.tests["web"] = lambda address: bool(web(address))
    environment.filters.update(_plain_filters(environment, context.site, words))
    environment.filters.update(head_filters(environment, context.site, words))
    environment.filters.update(citation_filters(context.site.base_url))
    shared = shared_texts()
    environment.filters.update(_markup_filters(context.content_dir, shared))
    environment.filters.update(_picture_filters(environment, words))
    environment.filters["kept"] = keeping(environment, shared)
    return environment


def _install_words(environment: "Environment", words: Words) -> None:
    """Let `_`, `ngettext` and {% trans %} speak. Values are escaped; messages are trusted as templates."""
    from jinja2 import pass_eval_context
    from markupsafe import Markup

    def filled(context: "EvalContext", message: str, values: dict[str, Any]) -> str:
        text = Markup(message) if context.autoescape else message  # noqa: S704  of a template or a .po file
        return text % words.printed(values)

    @pass_eval_context
    def gettext(context: "EvalContext", message: str, /, **values: Any) -> str:
        return filled(context, words.catalogue.gettext(message), values)

    @pass_eval_context
    def ngettext(context: "EvalContext", one: str, many: str, num: int, /, **values: Any) -> str:
        return filled(context, words.catalogue.ngettext(one, many, num), {"num": num, **values})

    environment.policies["ext.i18n.trimmed"] = True
    environment.install_gettext_callables(gettext, ngettext, newstyle=True)  # type: ignore[attr-defined]
    # ours fill in values themselves, so that numbers are printed as the language does
    environment.globals.update(gettext=gettext, ngettext=ngettext)


def _plain_filters(environment: "Sandbox", site: SiteView, words: Words) -> dict[str, Callable[..., Any]]:
    """Return the filters that give text."""
    from jinja2 import pass_context

    from generator.theme.colour import legible

    @pass_context  # else it would be folded into a template, with the place of the first page
    def link(_context: "Context", permalink: str) -> str:
        return environment.place.link(permalink)

    @pass_context
    def asset(context: "Context", name: str) -> str:
        if name not in site.assets:
            raise ValueError(f'the theme has no asset "{name}"')
        address = site.assets[name]
        return address if address.startswith("/") else link(context, address)

    return {
        "link": link,
        "asset": asset,
        "absolute": lambda permalink: filters.absolute(permalink, site.base_url),
        "web": web,
        "host": filters.host,
        "bare": filters.bare,
        "contact_link": filters.contact_link,
        "direction": filters.direction,
        "plain": as_line,
        "day": lru_cache(DAYS_KEPT, typed=True)(lambda iso: filters.day(iso, words)),
        "long_day": lambda iso: filters.long_day(iso, words),
        "number": words.number,
        "listed": words.listed,
        "step": filters.step,
        "current": filters.current,
        "legible": legible,
        "data_attributes": entries.data_attributes,
        "coded": entries.coded,
        "distinct": entries.distinct,
    }


def _markup_filters(content_dir: str, shared: SharedTexts | None) -> dict[str, Callable[..., Any]]:
    """Return the filters that read texts, or give safe HTML; what is `Markup` is not escaped again."""
    from markupsafe import Markup

    from generator.content.markdown import plain_text
    from generator.content.scan import read_body
    from generator.markup.render import render_body, render_inline

    @lru_cache(maxsize=TEXTS_KEPT)
    def text(reference: Body) -> str:
        return read_body(Path(content_dir), reference)

    bodies = Kept(shared)

    def body(reference: Body) -> Markup:
        html = bodies.get((reference,))
        if html is None:
            html = render_body(text(reference))
            bodies.put((reference,), html)
        return Markup(html)  # noqa: S704  sanitised by render_body

    @lru_cache(maxsize=TITLES_KEPT)
    def inline(text: str) -> Markup:
        return Markup(render_inline(text))  # noqa: S704  escaped by render_inline

    @lru_cache(maxsize=TEXTS_KEPT)
    def abstract(reference: Body) -> str:
        return plain_text(text(reference))

    return {"body": body, "inline": inline, "abstract": abstract}


def _picture_filters(environment: "Sandbox", words: Words) -> dict[str, Callable[..., Any]]:
    """Return the filters that draw: `value|draw_course(name, title, about)` gives safe SVG."""
    from jinja2 import pass_context
    from markupsafe import Markup

    from generator.outputs.pictures.filters import ARRANGED, DRAWINGS, LEGEND, drawing

    def plain(text: str) -> str:
        return text.unescape() if isinstance(text, Markup) else text

    def drawn(filter_name: str, module: str) -> Callable[..., Markup]:
        @pass_context
        def fill(
            _context: "Context", value: Any, name: str, title: str, about: str = "", **rest: Any
        ) -> Markup:
            caption = drawing("Caption", "canvas")(name, plain(title), plain(about))
            draw = drawing(filter_name, module)
            return Markup(draw(value, caption, environment.place.link, words, **rest))  # noqa: S704  escaped there

        return fill

    def sample(step: int, steps: int) -> Markup:
        return Markup(drawing(*LEGEND)(step, steps))  # noqa: S704  no text in it

    def arranged(function: str, module: str) -> Callable[..., Any]:
        return lambda value: drawing(function, module)(value)

    filters = {name: drawn(name, module) for name, module in DRAWINGS.items()}
    lay_out = {name: arranged(*place) for name, place in ARRANGED.items()}
    return {**filters, **lay_out, "draw_step": sample, "weekday": words.weekday}


def _problem(error: Exception, artifact: Artifact, context: RenderContext, project: Path) -> Exception:
    """Return what went wrong as an InputError at the template's line; a fault of ours stays what it is."""
    from jinja2 import TemplateNotFound

    from generator.theme.load import shown_path

    fault = f"{artifact.path} cannot be rendered: {error}"
    if isinstance(error, TemplateNotFound):
        fault = f'there is no template "{error.name}" for {artifact.path}'
    for frame in reversed(traceback.extract_tb(error.__traceback__)):
        if any(Path(folder) / "templates" in Path(frame.filename).parents for folder in context.theme_dirs):
            where = Location(shown_path(Path(frame.filename), project), frame.lineno or 0)
            return InputError(
                where, fault, "print only what the view has: generator/model/page_views.py says what that is"
            )
    if isinstance(error, TemplateNotFound):
        where = Location(shown_path(Path(context.theme_dirs[0]) / "templates", project))
        return InputError(where, fault, 'create it, or extend a theme that has it: extends = "base"')
    return error


HTML = Renderer(version=VERSION, uses_site=True, start=start)
