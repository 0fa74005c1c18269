"""Hand an issue to listmonk: bring its list up to date, make one campaign, let it run.

The campaign's name is the issue's, and listmonk is asked for it first: however often a run is killed, there
is one campaign, and it is started once. Everybody gets the same mail there, without regard to choices. Who
has left there leaves here, and the other way round.
"""

import datetime as dt
from collections.abc import Iterator
from email import message_from_bytes
from email.header import decode_header, make_header
from email.message import Message as Mail

from msgspec import Struct

from generator.config.schema import MailConfig
from generator.errors import InputError, Location
from generator.mail.compose import Composer
from generator.mail.edition import Edition
from generator.mail.links import Links
from generator.model.mail import Choices, Frequency, Recipient
from generator.sending.listmonk_api import Api
from generator.subscribers.database import Database
from generator.subscribers.people import find_address, leave
from generator.subscribers.roster import everybody

TAG = "paper-digest"
TEMPLATE = '{{ template "content" . }}'
"""Adds nothing: our mails are whole pages."""

LINKS = {"leave": "{{ UnsubscribeURL }}", "choose": "{{ ManageURL }}"}
"""What stands in a campaign for the reader's own links."""

READY = "draft"
"""A campaign that was paused, by a person or by listmonk itself, is theirs to start again."""


class Handed(Struct):
    """What was done."""

    readers: int = 0
    """On the list now."""
    added: int = 0
    removed: int = 0
    left: int = 0
    """Left there, and so here."""
    campaign: int = 0
    status: str = ""


def hand_over(mail: MailConfig, database: Database, edition: Edition, now: dt.datetime) -> Handed:
    """Hand an issue over; doing it again changes nothing. Raises InputError when listmonk does not comply."""
    number = mail.listmonk.list if edition.frequency == "daily" else mail.listmonk.weekly_list
    if not (mail.listmonk.url and number):
        fix = "set url, user, and list or weekly_list (their numbers in listmonk)"
        raise InputError(Location("content/site.toml"), "[mail.listmonk] names no list to send to", fix)
    try:
        with Api(mail.listmonk) as api:
            handed = _bring_up(api, number, database, edition.frequency, now)
            _run_campaign(api, number, mail.sender, edition, handed)
    except (AttributeError, LookupError, TypeError, ValueError):
        fix = "look at url in [mail.listmonk], and at listmonk's version"
        raise InputError(Location(mail.listmonk.url), "this does not answer as listmonk does", fix) from None
    return handed


def _bring_up(api: Api, number: int, database: Database, frequency: Frequency, now: dt.datetime) -> Handed:
    """Let the list hold those who are to get the issue."""
    wanted = {database.digest(address) for address in _addresses(database, frequency)}
    handed, present, gone, unconfirmed = Handed(), set[bytes](), list[int](), list[int]()
    for person in api.subscribers(number):
        digest = database.digest(person["email"])
        status = _status(person, number)
        if digest in wanted and status == "left":
            found = find_address(database, person["email"])
            handed.left += bool(found and leave(database, found.id, now))
            wanted.discard(digest)
        elif digest in wanted:
            present.add(digest)
            unconfirmed += [person["id"]] * (status != "confirmed")
        elif status != "left":
            gone.append(person["id"])
    api.change(gone, number, "remove")
    api.change(unconfirmed, number, "add", status="confirmed")
    for address in _addresses(database, frequency):
        if database.digest(address) in wanted - present:
            api.add(address, number)
            handed.added += 1
    handed.removed, handed.readers = len(gone), len(wanted)
    return handed


def _addresses(database: Database, frequency: Frequency) -> Iterator[str]:
    for each in everybody(database):
        if not each.suppressed and each.person.choices.frequency == frequency:
            yield each.person.address


def _status(person: dict[str, object], number: int) -> str:
    """Return "left", "confirmed" or "unconfirmed"."""
    lists = person.get("lists")
    mine = [each for each in lists if each["id"] == number] if isinstance(lists, list) else []
    status = str(mine[0]["subscription_status"]) if mine else "unconfirmed"
    return "left" if status == "unsubscribed" or person.get("status") != "enabled" else status


def _run_campaign(api: Api, number: int, sender: str, edition: Edition, handed: Handed) -> None:
    tag = f"{edition.frequency}-{edition.name}"
    name = f"{TAG} {tag}"
    found = api.campaigns(tag, name)
    if not found:
        api.create({**campaign_of(edition), **_envelope(api, number, sender, name, tag)})
        found = api.campaigns(tag, name)
        for late in found[1:]:  # another sender was as fast as we; the first one counts for both
            api.delete(late["id"])
    handed.campaign, handed.status = found[0]["id"], found[0]["status"]
    if handed.status == READY:
        api.start(handed.campaign)
        handed.status = "running"


def _envelope(api: Api, number: int, sender: str, name: str, tag: str) -> dict[str, object]:
    return {
        **{"name": name, "lists": [number], "from_email": sender, "type": "regular", "tags": [TAG, tag]},
        **{"content_type": "html", "messenger": "email", "template_id": api.template(TAG, TEMPLATE)},
    }


def campaign_of(edition: Edition) -> dict[str, object]:
    """Return subject and both bodies as listmonk's templates: the mail of a reader who chose nothing."""
    links = Links(
        "https://listmonk.invalid/", {1: bytes(32)}
    )  # they stand in for listmonk's, and are replaced
    message = Composer(edition, links).compose(Recipient(0, "reader@listmonk.invalid", Choices()))
    assert message, "an issue has papers"
    mail = message_from_bytes(message.data)
    text, html = (_template(part, links) for part in _parts(mail))
    return {
        "subject": _plain(str(make_header(decode_header(mail["Subject"])))),
        "body": html,
        "altbody": text,
    }


def _parts(mail: Mail) -> list[Mail]:
    parts = mail.get_payload()
    assert isinstance(parts, list)
    return [part for part in parts if isinstance(part, Mail)]


def _template(part: Mail, links: Links) -> str:
    data = part.get_payload(decode=True)
    assert isinstance(data, bytes)
    text = _plain(data.decode("utf-8"))
    for purpose in ("leave", "choose"):
        text = text.replace(links.address(purpose, 0), LINKS[purpose])
    return text


def _plain(text: str) -> str:
    """Let what looks like an expression of Go's templates be text."""
    return text.replace("{{", '{{ "{{" }}')
