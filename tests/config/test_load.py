import pytest

from generator.config.load import base_url, load_config, parse_config
from generator.config.schema import Config
from generator.errors import InputError

FAULTS = [
    # text of site.toml, line, fault, fix
    ('titel = "x"', 1, 'unknown key "titel"', 'did you mean "title"?'),
    ("\n[lists]\nhom = 3", 3, 'unknown key "hom" in [lists]', 'did you mean "home"?'),
    ("[feeds]\nitems = '9'", 2, "\"items\" is '9', but must be a whole number", "write items = 10"),
    ("[feeds]\nitems = true", 2, '"items" is True, but must be a whole number', "write items = 10"),
    ("[feeds]\nitems = 0", 2, '"items" is 0', "write a number from 1 to 10000"),
    ("[feeds]\nauthors = 1", 2, '"authors" is 1, but must be true or false', "write authors = true"),
    ("title = 3", 1, '"title" is 3, but must be text in quotes', 'write title = "…"'),
    (
        "feeds = 3",
        1,
        '"feeds" is 3, but must be a table',
        "write [feeds] on a line of its own and its keys below it",
    ),
    ('base_url = "lab.example"', 1, "\"base_url\" is 'lab.example', which is no web address", None),
    ('base_url = "javascript://x"', 1, "\"base_url\" is 'javascript://x', which is no web address", None),
    ('base_url = "https://x/?a"', 1, "\"base_url\" is 'https://x/?a', which is no web address", None),
    ('title = " "', 1, '"title" is empty', 'write a name: title = "Paper Digest"'),
    *(
        (f'base_url = "{address}"', 1, f"\"base_url\" is '{address}', which is no web address", None)
        for address in (
            "https://x.example:99999/",
            "https://x.example:abc/",
            "https://u:p@x.example/",
            "https://x.example/../../",
            "https://x.example//a//b/",
            "https://x.example/<script>/",
            "https://x y.example/",
        )
    ),
    ('language = "en_US"', 1, "'en_US' is no language tag", 'write it like "en" or "pt-BR"'),
    ('language = "de--AT"', 1, "'de--AT' is no language tag", 'write it like "en" or "pt-BR"'),
    ('language = ""', 1, "'' is no language tag", 'write it like "en" or "pt-BR"'),
    ('\npaper_language = "eng lish"', 2, "'eng lish' is no language tag", 'write it like "en" or "pt-BR"'),
    ('[mail]\nsend_at = "25:00"', 2, "\"send_at\" is '25:00'", 'write a time of day like "06:00"'),
    ('title = "x"\ntitle = "y"', 2, None, "quote texts, close brackets; see toml.io"),
    ("\nlists = { hom = 3 }", 2, 'unknown key "hom" in [lists]', 'did you mean "home"?'),
    ("lists.hom = 3", 1, 'unknown key "hom" in [lists]', 'did you mean "home"?'),
    (
        "\n[theme_options]\naccent = true",
        3,
        '"accent" is True, but must be text in quotes',
        'write accent = "…"',
    ),
    ("title = 'x'\n[mail", 2, None, "quote texts, close brackets; see toml.io"),
    ('title = """\n', 1, None, None),
    ("[mail]\nweekly_on = 8", 2, '"weekly_on" is 8', "write 1 for Monday, up to 7 for Sunday"),
    ("[mail]\ntransport = 'pigeon'", 2, "\"transport\" is 'pigeon'", "use smtp, eml or listmonk"),
    ("[mail]\non_ambiguous = 'ask'", 2, "\"on_ambiguous\" is 'ask'", "use hold, resend or drop"),
    ("[mail.smtp]\nsecurity = 'ssl'", 2, "\"security\" is 'ssl'", "use starttls, tls or none"),
    ("[mail.smtp]\nport = 70000", 2, '"port" is 70000', "write it like 587"),
    ("[mail.limits]\nproxies = -1", 2, '"proxies" is -1', "write a number from 0 on"),
    ("[mail]\nservice = 'lab.example'", 2, "\"service\" is 'lab.example', which is no web address", None),
    ("[mail]\ndatabase = 'subscribers.db'", 2, "\"database\" is 'subscribers.db'", None),
    (
        "[mail]\ndatabase = 'postgresql://me:secret@db/digest'",
        2,
        '"database" holds a password, and this file is shared',
        "leave the password out here, and put the whole address into DIGEST_DATABASE",
    ),
    ("[mail]\nsender = 'nonsense'", 2, "\"sender\" is 'nonsense', which is no mail address", None),
    ("[mail]\nsender = ''", 2, "\"sender\" is '', which is no mail address", None),
    (
        "[mail.inbox]\naddress = 'digest-bounces+*@lab.example'",
        2,
        '"address" has 15 characters beside the star',
        'at most 12 leave room for the name of a mail: "bounces+*@lab.example"',
    ),
    ("[mail]\n\nreply_to = 'a@b@c'", 3, "\"reply_to\" is 'a@b@c', which is no mail address", None),
    (
        "[mail]\nsubscribe_url = 'ask us'",
        2,
        "\"subscribe_url\" is 'ask us', which is neither a mail address nor a web address",
        'write it like "https://lab.example/subscribe" or "join@lab.example"',
    ),
    (
        "contact = 'call us'",
        1,
        "\"contact\" is 'call us', which is neither a mail address nor a web address",
        'write it like "hello@lab.example" or "https://lab.example/about"',
    ),
    ("contact = 'javascript:alert(1)'", 1, None, None),
    (
        "[feeds]\nhub = 'hub.example'",
        2,
        "\"hub\" is 'hub.example', which is no web address",
        'write it like "https://hub.example/"',
    ),
    ('[feeds]\nhub = "https://hub.example/\\n"', 2, None, None),
    (
        '[exports]\nformats = ["bib", "endnote"]',
        2,
        'there is no format "endnote"',
        "use bib, ris, json and md",
    ),
    (
        '[exports]\nformats = "bib"',
        2,
        "\"formats\" is 'bib', but must be a list of texts",
        'write formats = ["…", "…"]',
    ),
    ("[feeds]\nformats = ['rss', 'xml']", 2, 'there is no format "xml"', "use rss, atom and json"),
    ("[feeds]\nformats = []", 2, "there must be a feed in some format", 'write it like ["rss"]'),
    ("[lists]\nrelated = -1", 2, '"related" is -1', "write a number from 0 to 10000"),
    ("[lists]\nhome = 0", 2, '"home" is 0', "write a number from 1 to 10000"),
    ("[exports]\nformats = [1]", 2, '"formats" is 1, but must be text in quotes', None),
    ('base_url = "https://[x/"', 1, "\"base_url\" is 'https://[x/', which is no web address", None),
    ('"<b>" = 1', 1, 'unknown key "<b>"', None),
]


@pytest.mark.parametrize(("text", "line", "fault", "fix"), FAULTS)
def test_fault_names_line_and_fix(text, line, fault, fix):
    with pytest.raises(InputError) as caught:
        parse_config(text)
    problem = caught.value.problem
    assert (problem.where.path, problem.where.line) == ("content/site.toml", line)
    assert fault in (None, problem.fault)
    assert fix in (None, problem.fix)


def test_missing_file_and_keys_have_defaults(tmp_path):
    assert load_config(tmp_path) == Config()
    assert parse_config("[lists]\nhome = 3\n").lists.home == 3
    assert parse_config('[exports]\nformats = ["md"]\n').exports.formats == ("md",)


def test_file_that_is_no_text_is_a_fault_of_the_input(tmp_path):
    (tmp_path / "content").mkdir()
    (tmp_path / "content" / "site.toml").write_bytes(b"\xff\xfe")
    with pytest.raises(InputError):
        load_config(tmp_path)


def test_a_byte_order_mark_and_other_newlines_are_no_fault(tmp_path):
    (tmp_path / "content").mkdir()
    (tmp_path / "content" / "site.toml").write_bytes(
        b'\xef\xbb\xbftitle = "x"\r\ncontact = "a@b.example"\r\n'
    )
    config = load_config(tmp_path)
    assert (config.title, config.contact) == ("x", "a@b.example")


def test_theme_options_are_free_form():
    assert parse_config('[theme_options]\naccent = "#0b6e4f"').theme_options == {"accent": "#0b6e4f"}


@pytest.mark.parametrize("text", ["https://a.example", "https://a.example/", "https://a.example//"])
def test_base_url_ends_with_one_slash(text):
    assert base_url(parse_config(f'base_url = "{text}"')) == "https://a.example/"
