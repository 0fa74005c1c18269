"""The service's pages: a view in, HTML in the site's theme and language out."""

import threading
from collections.abc import Mapping, Sequence

from generator.base.words import Words
from generator.library.choices_form import Form, form_of
from generator.model.artifact import Artifact
from generator.model.mail import Choices
from generator.model.rules import Rule
from generator.model.service_views import Button, ChoicesView, Fault, FormView, NoticeView, PreviewView
from generator.model.views import Meta, Ref
from generator.outputs.registry import find_renderer
from generator.service.form import form_view
from generator.service.notices import Notice
from generator.service.preview import Previews
from generator.service.summary import tell_choices
from generator.service.today import Today
from generator.theme.words import load_words

TEMPLATES = {ChoicesView: "service_choices.html", NoticeView: "service_notice.html"}


class Pages:
    """Renders the pages of one state of the site. Threads may share it."""

    def __init__(self, today: Today, prefix: str, before: Mapping[str, bytes] | None = None) -> None:
        """`prefix` is the path of the service on its host, with "/" at both ends.

        `before` are the assets of the state before, which pages may still ask for that have just gone out.
        """
        self.today, self.prefix = today, prefix
        self._assets = {**(before or {}), **today.assets}
        self.words: Words = load_words(today.context.site.language, today.context.theme_dirs)
        self._render = find_renderer("html").start(today.context)
        self.previews = Previews(today.issues)
        self._lock = threading.Lock()  # the renderer keeps what it prints again and again

    def notice(self, notice: Notice, button: str = "", link: str = "") -> bytes:
        """Render a page that says one thing; its button and its link lead to these paths of the service."""
        said = notice.said_in(self.words)
        view = NoticeView(
            self._meta(said.heading),
            said.heading,
            said.lines,
            Button(said.button, self.prefix + button) if said.button else None,
            Ref(said.link, self.prefix + link) if said.link else None,
        )
        return self._page(view)

    def confirm(self, notice: Notice, button: str, wish: int, choices: Choices) -> bytes:
        """Render the page whose button confirms this wish, and which shows what it asks for."""
        said = notice.said_in(self.words)
        shown = Button(said.button, self.prefix + button, wish)
        chosen = tell_choices(choices, self.words)
        view = NoticeView(self._meta(said.heading), said.heading, said.lines, shown, chosen=chosen)
        return self._page(view)

    def subscribe(
        self,
        stamp: str,
        form: FormView,
        faults: tuple[Fault, ...] = (),
        preview: PreviewView | None = None,
    ) -> bytes:
        """Render the page on which somebody new chooses."""
        words = self.words
        heading = words.gettext("The digest by mail")
        summary = words.gettext("New papers in your inbox: all of them, or only those that you choose here.")
        view = ChoicesView(
            meta=self._meta(heading),
            heading=heading,
            summary=summary,
            form=form,
            action=f"{self.prefix}subscribe",
            preview_action=f"{self.prefix}preview",
            known=False,
            stamp=stamp,
            faults=faults,
            preview=preview,
        )
        return self._page(view)

    def preferences(
        self,
        token: str,
        leave: str,
        form: FormView,
        faults: tuple[Fault, ...] = (),
        preview: PreviewView | None = None,
        said: str = "",
    ) -> bytes:
        """Render the page on which a subscriber changes the choices; `leave` is the token to leave with."""
        words, prefix = self.words, self.prefix
        heading = words.gettext("What you get by mail")
        view = ChoicesView(
            meta=self._meta(heading),
            heading=heading,
            summary=words.gettext("Changes count from the next mail on."),
            form=form,
            action=f"{prefix}choose/{token}",
            preview_action=f"{prefix}choose/{token}/preview",
            known=True,
            faults=faults,
            preview=preview,
            said=said,
            leave=f"{prefix}leave/{leave}",
            export=f"{prefix}export/{token}",
            erase=f"{prefix}erase/{token}",
        )
        return self._page(view)

    def asset(self, path: str) -> bytes | None:
        """Return a file of the theme by its path below the service; None for no such file."""
        return self._assets.get(path)

    def form(self, fields: Form, rules: Sequence[Rule], address: str) -> FormView:
        """Return the form as it is filled in."""
        return form_view(fields, rules, self.today.topics, address)

    def form_for(self, choices: Choices, address: str) -> FormView:
        """Return the form that shows these choices."""
        return self.form(form_of(choices), choices.rules, address)

    def _meta(self, title: str) -> Meta:
        return Meta("service", title, title, "", indexed=False)

    def _page(self, view: ChoicesView | NoticeView) -> bytes:
        with self._lock:
            return self._render(Artifact("index.html", "html", view, TEMPLATES[type(view)]))
