"""Reads HTML apart with the standard library's parser, which shares no code with what made it."""

from html.parser import HTMLParser

VOID = {"br", "hr"}
ALLOWED = set(
    """p br hr em strong code pre blockquote ul ol li h2 h3 h4 h5 h6 a
    math semantics annotation mrow mi mn mo mtext mspace msup msub msubsup mover munder munderover mfrac msqrt
    mroot mtable mtr mtd mstyle mpadded mphantom menclose mmultiscripts mprescripts none""".split()
)


class Reader(HTMLParser):
    """Collects what is wrong with a fragment, its text and its links."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.faults: list[str] = []
        self.open: list[str] = []
        self.text = ""
        self.links: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in ALLOWED:
            self.faults.append(f"element {tag}")
        for name, value in attrs:
            if name.startswith("on") or name in {"style", "class", "id", "src"}:
                if (tag, name, value) != ("code", "class", "tex"):
                    self.faults.append(f"attribute {name}={value}")
            elif name == "href":
                self.links.append(value or "")
                scheme, colon, _ = (value or "").partition(":")
                if tag != "a" or (colon and scheme.isalpha() and scheme not in {"http", "https", "mailto"}):
                    self.faults.append(f"address {value}")
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.faults.append(f"</{tag}> closes nothing")

    def handle_data(self, data: str) -> None:
        self.text += data

    def handle_comment(self, data: str) -> None:
        self.faults.append(f"comment {data}")

    def handle_decl(self, decl: str) -> None:
        self.faults.append(f"declaration {decl}")

    def handle_pi(self, data: str) -> None:
        self.faults.append(f"instruction {data}")


def read(html: str) -> Reader:
    """Read a fragment; `faults` of the result is empty when it is well formed and harmless."""
    reader = Reader()
    reader.feed(html)
    reader.close()
    reader.faults += [f"<{tag}> stays open" for tag in reader.open]
    return reader
