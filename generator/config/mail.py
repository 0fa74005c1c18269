"""Check [mail] of content/site.toml: what `mail`, `subscribers`, `sending` and `service` rely on."""

import re
from urllib.parse import urlsplit

from generator.base.mailbox import is_mailbox, parse_mailbox
from generator.config.faults import fault_at, is_web_address
from generator.config.schema import AMBIGUOUS, SECURITIES, TRANSPORTS, Config, LimitsConfig, MailConfig

DATABASES = ("sqlite", "postgresql")

LONGEST_BOX = 12
"""Characters of inbox.address before the "@", for the name of a mail (mail/links) has up to 52, and RFC 5321,
4.5.3.1.1 allows 64."""


def check_mail(config: Config, text: str) -> None:
    """Raise InputError with the line of `text` at fault."""
    mail = config.mail
    _check_addresses(mail, text)
    if not re.fullmatch(r"([01]\d|2[0-3]):[0-5]\d", mail.send_at):
        fault = f'"send_at" is {mail.send_at!r}'
        raise fault_at(text, ("mail", "send_at"), fault, 'write a time of day like "06:00"')
    if mail.weekly_on > 7:
        fix = "write 1 for Monday, up to 7 for Sunday"
        raise fault_at(text, ("mail", "weekly_on"), f'"weekly_on" is {mail.weekly_on}', fix)
    for keys, value, known in (
        (("transport",), mail.transport, TRANSPORTS),
        (("on_ambiguous",), mail.on_ambiguous, AMBIGUOUS),
        (("smtp", "security"), mail.smtp.security, SECURITIES),
    ):
        if value not in known:
            fault = f'"{keys[-1]}" is {value!r}'
            raise fault_at(text, ("mail", *keys), fault, f"use {', '.join(known[:-1])} or {known[-1]}")
    _check_servers(mail, text)
    _check_limits(mail.limits, text)


def service_url(config: Config) -> str:
    """Return where `digest service` answers, with one "/" at its end; "" for nowhere."""
    return config.mail.service.rstrip("/") + "/" if config.mail.service else ""


def _check_addresses(mail: MailConfig, text: str) -> None:
    for keys, value in (
        (("sender",), mail.sender),
        (("reply_to",), mail.reply_to),
        (("inbox", "address"), mail.inbox.address),
    ):
        if (value or keys == ("sender",)) and parse_mailbox(value) is None:
            fault = f'"{keys[-1]}" is {value!r}, which is no mail address'
            raise fault_at(text, ("mail", *keys), fault, 'write it as "Paper Digest <digest@papers.example>"')
    box = parse_mailbox(mail.inbox.address)
    if box and "*" in box.local and len(box.local) - 1 > LONGEST_BOX:
        fault = f'"address" has {len(box.local) - 1} characters beside the star'
        fix = f'at most {LONGEST_BOX} leave room for the name of a mail: "bounces+*@lab.example"'
        raise fault_at(text, ("mail", "inbox", "address"), fault, fix)
    place = mail.subscribe_url
    if place and not (is_mailbox(place) or is_web_address(place)):
        fault = f'"subscribe_url" is {place!r}, which is neither a mail address nor a web address'
        fix = 'write it like "https://lab.example/subscribe" or "join@lab.example"'
        raise fault_at(text, ("mail", "subscribe_url"), fault, fix)


def _check_servers(mail: MailConfig, text: str) -> None:
    for keys, value in ((("service",), mail.service), (("listmonk", "url"), mail.listmonk.url)):
        if value and not (is_web_address(value) and re.fullmatch(r"[^?#\s]+", value)):
            fault = f'"{keys[-1]}" is {value!r}, which is no web address'
            raise fault_at(text, ("mail", *keys), fault, 'write it like "https://lab.example/mail/"')
    address = urlsplit(mail.database)
    if address.scheme not in DATABASES:
        fix = 'write it like "sqlite:///private/subscribers.db" or "postgresql://localhost/digest"'
        raise fault_at(text, ("mail", "database"), f'"database" is {mail.database!r}', fix)
    if address.password:
        fix = "leave the password out here, and put the whole address into DIGEST_DATABASE"
        raise fault_at(
            text, ("mail", "database"), '"database" holds a password, and this file is shared', fix
        )
    if not 1 <= mail.smtp.port <= 65535:
        raise fault_at(text, ("mail", "smtp", "port"), f'"port" is {mail.smtp.port}', "write it like 587")


def _check_limits(limits: LimitsConfig, text: str) -> None:
    for key, value, least in (
        ("network", limits.network, 1),
        ("total", limits.total, 1),
        ("fill", limits.fill, 0),
        ("proxies", limits.proxies, 0),
    ):
        if value < least:
            fault = f'"{key}" is {value}'
            raise fault_at(text, ("mail", "limits", key), fault, f"write a number from {least} on")
