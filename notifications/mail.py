"""A mail as it is sent: plain text and simple HTML of the same words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from urllib.parse import urlsplit

from markupsafe import Markup

from notifications.sentences import render, render_outside

PREFERENCES = "/preferences"


@dataclass(frozen=True)
class Line:
    """One row of a digest: what it is, and the path that leads to it."""

    text: str
    link: str


@dataclass(frozen=True)
class Letter:
    """What is told to whom. `identity` is the same for every attempt; `link` is a path of ours."""

    identity: str
    to: str
    language: str
    words: str
    facts: Mapping[str, object]
    link: str
    lines: Sequence[Line] = ()


@dataclass(frozen=True)
class Letterhead:
    """What all mails have in common: whom they come from, and where our pages are."""

    sender: str
    sender_name: str
    public_url: str

    def url(self, path: str) -> str:
        """The whole address of a page of ours."""
        return self.public_url.rstrip("/") + path


def compose(letter: Letter, head: Letterhead, sent_at: datetime) -> EmailMessage:
    """The message. Its words hold titles, units, periods and dates; never what somebody wrote into a form."""
    said = render_outside(letter.words, letter.language, letter.facts)
    message = EmailMessage(policy=SMTP)
    message["Subject"] = _one_line(said.subject)
    message["From"] = Address(_one_line(head.sender_name), addr_spec=head.sender)
    message["To"] = Address(addr_spec=letter.to)
    message["Date"] = format_datetime(sent_at)
    message["Message-ID"] = f"<{letter.identity}@{_domain(head)}>"
    message["Auto-Submitted"] = "auto-generated"
    message["List-Unsubscribe"] = f"<{head.url(PREFERENCES)}>"
    frame = render("mail_frame", letter.language, {"preferences": head.url(PREFERENCES)})
    message.set_content(_plain(said.body, letter, head, (frame.subject, frame.body)), cte="quoted-printable")
    page = _html(said.subject, said.body, letter, head, (frame.subject, frame.body))
    message.add_alternative(page, subtype="html", cte="quoted-printable")
    message["Content-Language"] = letter.language  # last: headers of content move into the first part
    return message


def _one_line(text: str) -> str:
    """A header is one line of printable letters, whatever a unit is called."""
    return "".join(letter if letter.isprintable() else " " for letter in text)


def _domain(head: Letterhead) -> str:
    return urlsplit(head.public_url).hostname or head.sender.rpartition("@")[2]


def _plain(body: str, letter: Letter, head: Letterhead, frame: tuple[str, str]) -> str:
    rows = [f"- {line.text}\n  {head.url(line.link)}" for line in letter.lines]
    parts = [body, *rows, f"{frame[0]}\n{head.url(letter.link)}", f"-- \n{frame[1]}"]
    return "\n\n".join(parts) + "\n"


_PAGE = Markup(
    '<!doctype html><html lang="{language}"><head><meta charset="utf-8"><title>{subject}</title></head>'
    '<body><p><b>{subject}</b></p><p>{body}</p>{rows}<p>{before}<br><a href="{url}">{url}</a></p>'
    "<hr><p><small>{after}</small></p></body></html>\n"
)


def _html(subject: str, body: str, letter: Letter, head: Letterhead, frame: tuple[str, str]) -> str:
    row = Markup('<li><a href="{url}">{text}</a></li>')
    rows = Markup("").join(row.format(url=head.url(line.link), text=line.text) for line in letter.lines)
    return str(
        _PAGE.format(
            language=letter.language,
            subject=subject,
            body=body,
            rows=Markup("<ul>{}</ul>").format(rows) if rows else "",
            before=frame[0],
            url=head.url(letter.link),
            after=frame[1],
        )
    )
