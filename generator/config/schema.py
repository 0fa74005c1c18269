"""content/site.toml as frozen Structs: every key, its meaning and its default.

The field's docstring is its documentation; `config.load` checks types and names against these classes.
"""

from msgspec import Struct, field


class ListsConfig(Struct, frozen=True):
    """[lists]: how long lists are."""

    page_size: int = 60
    """Entries of a topic, author or keyword page; older ones go to pages per year (and month)."""

    home: int = 12
    """Papers of the newest day on the front page."""

    top: int = 8
    """Papers of highest score beside them."""

    top_days: int = 7
    """How many days before the newest one "top" looks back."""

    trending: int = 100
    """Papers on the trending page."""

    related: int = 5
    """Related papers on a paper's page; 0 for none."""

    keyword_min_papers: int = 2
    """A keyword gets a page from this many papers on; 0 for no pages of keywords."""

    pictures: bool = True
    """Pictures beside lists: papers over time, days of a year, co-authors."""


class FeedsConfig(Struct, frozen=True):
    """[feeds]"""

    items: int = 50
    """Papers in a feed."""

    formats: tuple[str, ...] = ("rss", "atom", "json")
    """Which ones: RSS, Atom, JSON Feed; one or more. Only Atom leads on to all papers ever."""

    authors: bool = True
    """A feed for every author."""

    hub: str = ""
    """Address of a WebSub hub that tells readers of news at once; "" for none."""


SECURITIES = ("starttls", "tls", "none")
TRANSPORTS = ("smtp", "eml", "listmonk")
AMBIGUOUS = ("hold", "resend", "drop")


class SmtpConfig(Struct, frozen=True):
    """[mail.smtp]: the relay that takes the mail. Its password stands in DIGEST_SMTP_PASSWORD, never here."""

    host: str = "localhost"
    """Name of the relay."""

    port: int = 587
    """Usually 587 with "starttls", 465 with "tls", 25 for a relay on this machine."""

    security: str = "starttls"
    """"starttls", "tls" (from the first byte) or "none" (only for a relay on this machine)."""

    user: str = ""
    """Whom to log in as; "" logs nobody in."""


class InboxConfig(Struct, frozen=True):
    """[mail.inbox]: where bounces and complaints arrive. A password stands in DIGEST_IMAP_PASSWORD."""

    address: str = ""
    """Where bounces go; "" for the sender's mailbox. A "*" names the mail: "bounces+*@lab.example"."""

    maildir: str = ""
    """Folder of the mailbox on this machine."""

    host: str = ""
    """IMAP server (TLS, port 993) of the mailbox otherwise."""

    user: str = ""
    """Whom to log in as there."""


class DkimConfig(Struct, frozen=True):
    """[mail.dkim]: signs mail here. Leave it out where the relay does so, as most do."""

    selector: str = ""
    """Name of the key in the DNS: <selector>._domainkey.<domain>; "" signs nothing."""

    key: str = ""
    """File with the private key (PEM), outside the project or in private/."""


class ListmonkConfig(Struct, frozen=True):
    """[mail.listmonk]: for transport = "listmonk". Its token stands in DIGEST_LISTMONK_TOKEN."""

    url: str = ""
    """Address of the installation: "https://lists.lab.example"."""

    user: str = ""
    """Name of the API user."""

    list: int = 0
    """Number of the list that gets the daily campaigns."""

    weekly_list: int = 0
    """Number of the list that gets the weekly ones; 0 for none."""


class LimitsConfig(Struct, frozen=True):
    """[mail.limits]: what `digest service` lets through."""

    network: int = 20
    """Wishes to subscribe in an hour from one network (IPv4 /24, IPv6 /64)."""

    total: int = 500
    """The same from everywhere: a flood ends here."""

    fill: int = 3
    """Seconds that a person needs at least for the form; whoever is quicker is asked to press again."""

    proxies: int = 0
    """Reverse proxies before the service, each of which adds whom it serves to X-Forwarded-For."""


class MailConfig(Struct, frozen=True):
    """[mail]: the daily digest."""

    sender: str = "Paper Digest <digest@papers.example>"
    """From: of the mail; its domain also names the list and the messages."""

    reply_to: str = ""
    """Mailbox that gets the answers; "" means the sender's."""

    top: int = 5
    """Papers of highest score that open the issue."""

    max_papers: int = 60
    """Papers in one issue; the mail links to the rest."""

    send_at: str = "06:00"
    """Time of day (UTC) in the Date of `digest issue`; sent mails bear the moment when that began."""

    subscribe_url: str = ""
    """Where readers subscribe: a web page, or the mailbox to which they write; shown beside the feeds."""

    postal_address: str = ""
    """Printed in the footer; required by law in many countries."""

    service: str = ""
    """Public address of `digest service`: "https://lab.example/mail/"; "" shows no form on the site."""

    database: str = "sqlite:///private/subscribers.db"
    """Where subscribers are kept: SQLite in the project, or postgresql://host/name. DIGEST_DATABASE wins."""

    weekly_on: int = 1
    """Day on which weekly issues are sent: 1 is Monday, 7 Sunday."""

    transport: str = "smtp"
    """"smtp", "eml" (files in .digest/outbox/) or "listmonk"."""

    rate: int = 10
    """Most mails a second; 0 for as many as the relay takes."""

    expires: int = 20
    """Hours after which an issue is no longer sent to those who have not got it."""

    on_ambiguous: str = "hold"
    """Mails on their way when a sender died: "hold" asks you, "resend" may send one twice, "drop" none."""

    smtp: SmtpConfig = field(default_factory=SmtpConfig)
    inbox: InboxConfig = field(default_factory=InboxConfig)
    dkim: DkimConfig = field(default_factory=DkimConfig)
    listmonk: ListmonkConfig = field(default_factory=ListmonkConfig)
    limits: LimitsConfig = field(default_factory=LimitsConfig)


class ExportsConfig(Struct, frozen=True):
    """[exports]: files for reference managers."""

    formats: tuple[str, ...] = ("bib", "ris", "json", "md")
    """Which ones: BibTeX, RIS, CSL-JSON, Markdown; [] for none."""

    lists: bool = True
    """Also for every topic, author, keyword, organisation and day; very large sites may do without."""


ENGINES = ("auto", "lunr", "words")
"""What may search the site in the reader's browser."""


class SearchConfig(Struct, frozen=True):
    """[search]"""

    engine: str = "auto"
    """Browsers load all words ("lunr") or those asked for ("words"); "auto" is "lunr" up to 250 papers."""


class Config(Struct, frozen=True):
    """content/site.toml."""

    title: str = "Paper Digest"
    """Name of the site: masthead, feeds, mail."""

    tagline: str = "New research papers, every morning"
    """One line below the name."""

    description: str = "A digest of research papers by topic, author and day."
    """One sentence for search engines and feed readers."""

    base_url: str = "https://papers.example/"
    """Where the site will stand, with a path if it has one: "https://lab.example/digest/"."""

    language: str = "en"
    """BCP 47 tag of the interface: its words, days and figures."""

    paper_language: str = ""
    """BCP 47 tag of papers that do not say theirs; "" means that of the interface."""

    contact: str = ""
    """Mail address or web page of the people who run the site."""

    theme: str = "base"
    """A folder of themes/, yours or one that comes with paper-digest."""

    theme_options: dict[str, str] = field(default_factory=dict)
    """[theme_options]: whatever the theme's theme.toml offers, e.g. accent = "#0b6e4f"."""

    lists: ListsConfig = field(default_factory=ListsConfig)
    feeds: FeedsConfig = field(default_factory=FeedsConfig)
    exports: ExportsConfig = field(default_factory=ExportsConfig)
    search: SearchConfig = field(default_factory=SearchConfig)
    mail: MailConfig = field(default_factory=MailConfig)
