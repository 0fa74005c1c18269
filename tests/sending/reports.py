"""Reports as mail servers in the wild write them, about a mail with a given name."""


def bounce(
    name: str,
    status: str = "5.1.1",
    diagnostic: str = "smtp; 550 5.1.1 <ada@lab.test>: Recipient address rejected: User unknown",
    action: str = "failed",
    whole: bool = True,
    to: str = "bounces@papers.test",
) -> bytes:
    """As Postfix does it; `whole` returns the mail, otherwise its headers."""
    kind = "message/rfc822" if whole else "text/rfc822-headers"
    text = f"""\
From: MAILER-DAEMON@mx.lab.test (Mail Delivery System)
Subject: Undelivered Mail Returned to Sender
To: {to}
Auto-Submitted: auto-replied
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status;
\tboundary="9B095B5ADE.1/mx.lab.test"
Content-Transfer-Encoding: 7bit

This is a MIME-encapsulated message.

--9B095B5ADE.1/mx.lab.test
Content-Description: Notification
Content-Type: text/plain; charset=us-ascii

I'm sorry to have to inform you that your message could not be delivered.

--9B095B5ADE.1/mx.lab.test
Content-Description: Delivery report
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.lab.test
X-Postfix-Queue-ID: 9B095B5ADE
Arrival-Date: Thu, 28 May 2026 06:00:01 +0000 (UTC)

Final-Recipient: rfc822; ada@lab.test
Original-Recipient: rfc822;ada@lab.test
Action: {action}
Status: {status}
Remote-MTA: dns; inner.lab.test
Diagnostic-Code: {diagnostic}

--9B095B5ADE.1/mx.lab.test
Content-Description: Undelivered Message
Content-Type: {kind}
Content-Transfer-Encoding: 7bit

Return-Path: <bounces@papers.test>
From: Paper Digest <digest@papers.test>
To: ada@lab.test
Message-ID: <{name}@papers.test>
Subject: Skin Lesions and 3 more papers

Text of the mail.

--9B095B5ADE.1/mx.lab.test--
"""
    return text.replace("\n", "\r\n").encode()


def bounce_without_mail(verp: str, status: str = "5.1.10") -> bytes:
    """As Exchange does it, returning nothing: only the address to which it came names the mail."""
    text = f"""\
From: postmaster@lab.test
To: {verp}
Subject: Undeliverable: Skin Lesions
MIME-Version: 1.0
Content-Type: multipart/report;
 boundary="f403045"; Report-Type="delivery-status"

--f403045
Content-Type: text/html

<p>The mail could not be delivered.</p>
--f403045
Content-Type: message/delivery-status

Reporting-MTA: dns;lab.test

Final-Recipient: rfc822;ada@lab.test
Action: Failed
Status: {status}
Diagnostic-Code: smtp;550 {status} RESOLVER.ADR.RecipientNotFound; not found

--f403045--
"""
    return text.encode()


def complaint(name: str, kind: str = "abuse") -> bytes:
    """As providers' feedback loops do it (RFC 5965, appendix B.1)."""
    text = f"""\
From: <abusedesk@example.com>
Subject: FW: Skin Lesions
To: <abuse@papers.test>
MIME-Version: 1.0
Content-Type: multipart/report; report-type=feedback-report;
     boundary="part1_13d.2e68ed54_boundary"

--part1_13d.2e68ed54_boundary
Content-Type: text/plain; charset="US-ASCII"
Content-Transfer-Encoding: 7bit

This is an email abuse report.

--part1_13d.2e68ed54_boundary
Content-Type: message/feedback-report

Feedback-Type: {kind}
User-Agent: SomeGenerator/1.0
Version: 1

--part1_13d.2e68ed54_boundary
Content-Type: message/rfc822
Content-Disposition: inline

From: Paper Digest <digest@papers.test>
To: <Undisclosed Recipients>
Subject: Skin Lesions
Message-ID: <{name}@papers.test>

Text of the mail.
--part1_13d.2e68ed54_boundary--
"""
    return text.encode()


ANSWER = b"""\
From: Ada <ada@lab.test>\r
To: bounces@papers.test\r
Subject: Re: Skin Lesions\r
\r
Thank you for the digest!\r
"""


def holiday(verp: str) -> bytes:
    """An "out of office", which comes to the same address as bounces do."""
    head = f"From: ada@lab.test\r\nTo: {verp}\r\nAuto-Submitted: auto-replied\r\n"
    return f"{head}\r\nBack on Monday.\r\n".encode()
