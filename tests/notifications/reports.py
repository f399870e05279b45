"""Reports about mails as other servers send them."""

from email.message import Message
from email.mime.base import MIMEBase
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText

from notifications.message import PROOF_HEADER, proof


def delivery_status(
    identity: str,
    *,
    action: str = "failed",
    status: str = "5.1.1",
    shown: str = "",
    own_id: str = "<r1@mx.example.org>",
) -> bytes:
    """Return a delivery status notification (RFC 3464) that quotes the headers of our mail."""
    fields = MIMEBase("message", "delivery-status")
    recipient = Message()
    recipient["Final-Recipient"] = "rfc822; reader@example.org"
    recipient["Action"] = action
    recipient["Status"] = status
    recipient["Diagnostic-Code"] = f"smtp; 550 {status} said the server"
    server = Message()
    server["Reporting-MTA"] = "dns; mx.example.org"
    fields.set_payload([server, recipient])
    return _report("delivery-status", identity, fields, shown, own_id)


def complaint(identity: str) -> bytes:
    """Return a feedback report (RFC 5965)."""
    fields = MIMEBase("message", "feedback-report")
    about = Message()
    about["Feedback-Type"] = "abuse"
    fields.set_payload([about])
    return _report("feedback-report", identity, fields, "", "<c1@mx.example.org>")


def _report(kind: str, identity: str, fields: Message, shown: str, own_id: str) -> bytes:
    report = MIMEMultipart("report", **{"report-type": kind})
    report["From"] = "MAILER-DAEMON@mx.example.org"
    report["Message-ID"] = own_id
    report["Date"] = "Mon, 02 Mar 2026 10:00:00 +0100"
    report.attach(MIMEText("Your mail could not be delivered."))
    report.attach(fields)
    quoted = MIMEText(
        f"Message-ID: {identity}\n{PROOF_HEADER}: {shown or proof(identity)}\nSubject: Hello\n", "rfc822-headers"
    )
    report.attach(quoted)
    return report.as_bytes()
