"""A reader subscribes on the site, confirms, chooses and leaves: a real Chromium, a real site and service."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from generator.build.run import build
from generator.config.project import open_project
from generator.subscribers.people import find_address
from tests.browser.conftest import POLICY, Handler, watched_page
from tests.browser.papers import write_papers
from tests.browser.test_every_page import AXE, FAULTS, RULES, TOO_WIDE
from tests.project import paper_text
from tests.service.conftest import Running, run_service

pytestmark = pytest.mark.browser

RARE = ("math.AG", "math.AT", "hep-th", "quant-ph", "q-bio.NC", "cs.RO", "cs.IR", "cs.SD", "astro-ph.CO")
LIMITS = "[mail.limits]\nfill = 0\nnetwork = 1000\ntotal = 1000\n"


class Host(Handler):
    """The static host with the policy that the guide recommends where there is a service."""

    service = ""

    def end_headers(self) -> None:
        policy = POLICY.replace("form-action 'self'", f"form-action 'self' {self.service}")
        self.send_header("Content-Security-Policy", policy)
        SimpleHTTPRequestHandler.end_headers(self)


@dataclass
class Both:
    """The site and its service."""

    home: str
    service: Running


@contextmanager
def run_both(root: Path, language: str) -> Iterator[Both]:
    handler = partial(Host, directory=str(root / "output"), below="/digest/", refused=set())
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        home = f"http://127.0.0.1:{server.server_port}/digest/"
        write_papers(root)
        site = root / "content/site.toml"
        told = re.sub(
            r'base_url = ".*"', f'base_url = "{home}"\nlanguage = "{language}"', site.read_text("utf-8")
        )
        site.write_text(told, "utf-8")
        for number, topic in enumerate(RARE):
            text = paper_text(f"Rare Study {number}", "2026-05-28", ["Lin Wang"], topic, None, "Of this.")
            (root / f"content/papers/rare-{number}.md").write_text(text, "utf-8")
        with run_service(root, LIMITS) as running:
            assert build(open_project(str(root)), jobs=1).problems == ()
            Host.service = running.origin["Origin"]
            Thread(target=server.serve_forever, daemon=True).start()
            yield Both(home, running)
            server.shutdown()


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Both]:
    with run_both(tmp_path_factory.mktemp("both"), "en") as running:
        yield running


def subscribe(page: Page, both: Both, address: str) -> str:
    """Go from the front page to the confirming mail; return its link."""
    page.goto(both.home)
    page.get_by_role("link", name="Mail").click()
    page.get_by_label("New papers by mail").fill(address)
    page.get_by_role("button", name="Subscribe").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("The digest by mail")
    expect(page.get_by_label("Your address")).to_have_value(address)
    page.get_by_label("Machine Learning cs.LG").check()
    page.get_by_label("Authors").fill("lin wang")
    page.get_by_role("button", name="Preview the newest issue").click()
    expect(page.get_by_text("For you: author lin wang").first).to_be_visible()
    expect(page.get_by_label("Machine Learning cs.LG")).to_be_checked()
    page.get_by_role("button", name="Subscribe").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Check your mail")
    assert both.service.post.work_off() == 1
    assert both.service.mailbox.to[-1] == address
    return both.service.mailbox.links[-1]


WAYS = [
    # JavaScript, width
    (True, 1280),
    (False, 390),
]


@pytest.mark.parametrize(("script", "width"), WAYS)
def test_subscribe_confirm_choose_leave(browser: Browser, both: Both, script: bool, width: int) -> None:
    database = both.service.database
    address = f"reader{width}@example.org"
    with browser.new_context(java_script_enabled=script, viewport={"width": width, "height": 800}) as context:
        context.set_default_timeout(10_000)
        for page in watched_page(context):
            page.goto(subscribe(page, both, address))
            assert find_address(database, address) is None
            chosen = page.get_by_role("definition")
            expect(chosen).to_have_text(["Every day that has new papers", "cs.LG", "lin wang", "30"])
            page.get_by_role("button", name="Confirm").click()
            expect(page.get_by_role("heading", level=1)).to_have_text("You are subscribed")
            page.get_by_role("link", name="Change what you get").click()
            expect(page.get_by_label("Machine Learning cs.LG")).to_be_checked()
            page.get_by_role("radio", name="Once a week").check()
            page.get_by_label("Keywords").fill("retina*, fundus image")
            page.get_by_role("button", name="Save the choices").click()
            expect(page.get_by_role("status").filter(has_text="saved")).to_be_visible()
            person = find_address(database, address)
            assert person
            assert (person.choices.frequency, person.choices.topics) == ("weekly", ("cs.LG",))
            assert person.choices.keywords == ("retina*", "fundus image")
            page.get_by_role("link", name="Leave", exact=True).click()
            page.get_by_role("button", name="Leave").click()
            expect(page.get_by_role("heading", level=1)).to_have_text("You have left")
            person = find_address(database, address)
            assert person
            assert not person.active


def test_a_fault_leads_to_its_field(context: BrowserContext, both: Both) -> None:
    page = context.new_page()  # the console complains of every answer that is no success
    page.goto(both.service.url)
    page.get_by_label("Authors").fill("---")
    page.get_by_role("button", name="Preview").click()
    fault = page.get_by_role("link", name="“---” has neither letter nor digit. Write a word of it.")
    fault.click()
    expect(page.get_by_label("Authors")).to_be_focused()
    expect(page.get_by_label("Authors")).to_have_attribute("aria-invalid", "true")
    expect(page.get_by_label("Authors")).to_have_accessible_description(
        re.compile("has neither letter nor digit")
    )


def test_a_topic_is_found_in_a_long_list(page: Page, both: Both) -> None:
    page.goto(both.service.url)
    page.get_by_text("4 more topics").click()
    find = page.get_by_label("Find a topic")
    rest = page.locator("details [data-topics] li:visible")
    expect(rest).to_have_count(4)
    find.fill("zzz")
    expect(rest).to_have_count(0)
    expect(page.get_by_text("No topic is called so.")).to_be_visible()
    last = page.locator("details [data-topics] li input").last
    find.fill(last.get_attribute("value") or "")
    expect(rest).to_have_count(1)
    find.press("Enter")  # finds, and does not subscribe
    expect(page.get_by_role("heading", level=1)).to_have_text("The digest by mail")
    last.check()
    page.get_by_role("button", name="Preview").click()
    expect(page.locator("#topics > div > ul").first.get_by_role("checkbox", checked=True)).to_have_count(1)


def test_a_file_of_rules_travels_with_the_form(page: Page, both: Both) -> None:
    rules = '{"version": 1, "rules": [{"name": "Hearts", "words": ["cardiac"]}]}'
    page.goto(both.service.url)
    page.get_by_label("File of rules").set_input_files(
        {"name": "rules.json", "mimeType": "application/json", "buffer": rules.encode()}
    )
    page.get_by_role("button", name="Preview").click()
    expect(page.get_by_text("For you: rule Hearts")).to_be_visible()
    expect(page.get_by_text("Rule: Hearts")).to_be_visible()
    page.get_by_role("button", name="Preview").click()  # the rules, not the file, are sent again
    expect(page.get_by_text("For you: rule Hearts")).to_be_visible()
    page.get_by_label("Drop this rule").check()
    page.get_by_role("button", name="Preview").click()
    expect(page.get_by_text("Rule: Hearts")).to_have_count(0)


def visit_all(context: BrowserContext, both: Both, token: str) -> Iterator[Page]:
    """Show one after the other every kind of page."""
    page = context.new_page()
    service = both.service
    leave = service.hall.links().address("leave", service.hall.links().open("choose", token) or 0)
    asked = {"address": f"{token[:6]}@x.example", "stamp": service.stamp(), "keywords": "retina*"}
    service.send("subscribe", asked)
    service.post.work_off()
    confirm = service.mailbox.links[-1]
    for address in (both.home, service.url, f"{service.url}sent", confirm, leave, f"{service.url}nowhere"):
        page.goto(address)
        yield page
    page.goto(f"{service.url}choose/{token}")
    page.locator("#score").fill("seven")
    page.locator("button[formaction]").click()
    yield page
    page.locator("#score").fill("")
    page.locator("button[formaction]").click()
    page.locator("details summary").first.click()
    yield page


@pytest.mark.parametrize(("scheme", "width"), [("light", 390), ("dark", 1280)])
def test_axe_finds_nothing_and_nothing_sticks_out(
    browser: Browser, both: Both, scheme: str, width: int
) -> None:
    token = both.service.join(f"{scheme}@example.org", topics="cs.CV")
    axe = AXE.read_text("utf-8")
    faults: list[str] = []
    with browser.new_context(color_scheme=scheme, viewport={"width": width, "height": 800}) as context:  # type: ignore[arg-type]
        for page in visit_all(context, both, token):
            page.evaluate(axe)
            faults += [
                f"{page.url}: {fault}" for fault in (*page.evaluate(FAULTS, RULES), *page.evaluate(TOO_WIDE))
            ]
    assert faults == []


def test_it_speaks_german(page: Page, tmp_path: Path) -> None:
    with run_both(tmp_path, "de") as both:
        page.goto(both.home)
        page.get_by_label("Neue Arbeiten per E-Mail").fill("leser@example.org")
        page.get_by_role("button", name="Abonnieren").click()
        expect(page.locator("html")).to_have_attribute("lang", "de")
        expect(page.get_by_role("heading", level=1)).to_have_text("Die Ausgaben per E-Mail")
        page.get_by_role("button", name="Vorschau").click()
        expect(page.get_by_role("heading", name="Ausgabe vom 28. Mai 2026")).to_be_visible()
        page.get_by_role("button", name="Abonnieren").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Sehen Sie in Ihre Post")
