"""`digest issue --rules FILE`: a mail of what somebody's rules catch, each paper saying which one."""

import json
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest
from lxml import html as lxml_html

from generator.cli import main

HOSTILE = "</p><script>alert(1)</script>\nBcc: x@example.org"


def rule_file(root: Path, *rules: dict[str, Any], name: str = "My Rules.json") -> str:
    file = root / name
    file.write_text(json.dumps({"version": 1, "rules": rules}), "utf-8")
    return str(file)


def issue(root: Path, *more: str) -> int:
    return main(["issue", "--project", str(root), *more])


def test_a_mail_holds_what_the_rules_catch(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rules = rule_file(
        project,
        {"name": "Vision", "topics": ["cs.CV"]},
        {"name": "Ada", "authors": ["lovelace"], "none": ["sound*"]},
        {"name": HOSTILE, "words": ["tracker"]},
    )
    assert issue(project, "--rules", rules) == 0
    said = capsys.readouterr().out.splitlines()
    assert said[0] == "Vision Tracker and 1 more paper"
    assert said[1].startswith("2026-05-28: 2 of 2 papers, ")
    folder = project / ".digest/mail/my-rules/2026-05-28"
    message = message_from_bytes((folder / "digest.eml").read_bytes(), policy=policy.default)
    assert isinstance(message, EmailMessage)
    assert message["Bcc"] is None
    text = (folder / "text.txt").read_text("utf-8")
    assert "Heart Sounds" not in text
    assert "For you: rule Vision, rule Ada\n" in text
    page = lxml_html.fromstring((folder / "preview.html").read_text("utf-8"))
    assert page.xpath("//script") == []
    said = [" ".join(p.text_content().split()) for p in page.xpath("//p[starts-with(., 'For you')]")]
    assert said == [
        "For you: rule Vision, rule </p><script>alert(1)</script> Bcc: x@example.org",
        "For you: rule Vision, rule Ada",
    ]
    first = (folder / "digest.eml").read_bytes()
    assert issue(project, "--rules", rules) == 0
    assert (folder / "digest.eml").read_bytes() == first


def test_a_mail_without_rules_names_none(project: Path) -> None:
    assert issue(project) == 0
    folder = project / ".digest/mail/2026-05-28"
    assert "For you" not in (folder / "text.txt").read_text("utf-8")
    assert "For you" not in (folder / "preview.html").read_text("utf-8")


def test_a_day_of_which_nothing_is_caught_has_no_mail(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rules = rule_file(project, {"name": "Maths", "topics": ["math.*"]}, name="maths.json")
    assert issue(project, "--rules", rules) == 0
    assert capsys.readouterr().out == f"2026-05-28: no paper is caught by {rules}, so there is no mail\n"
    assert not (project / ".digest/mail").exists()


def test_rules_that_are_none_are_told_of(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rules = rule_file(project, {"name": "Empty"})
    assert issue(project, "--rules", rules) == 1
    said = capsys.readouterr().err
    assert f'{rules}:1: error: rule "Empty" asks for nothing' in said
    assert "Traceback" not in said
