"""A text divided into the mails in it: who wrote each, what it says, and how it is signed."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import dropwhile

from mailparser_reply import EmailReplyParser

from flows.intake.finding.names.speakers import passes_on, speaks_for_itself
from flows.intake.forms import with_fields_labelled
from flows.intake.words import CLOSING
from flows.search import fold

LANGUAGES = ("da", "sv", "de", "en")
"""Of the library's; Danish serves for Norwegian, which it hasn't."""

_LONGEST_HEADER = 200
"""Characters; the library takes time in the square of a line's length, and no line of a header is longer."""
_LONGEST_CLOSING = 5
"""Words of a farewell and a name; what is longer is a sentence."""
_LONGEST_OF_SIGNATURE = 10
"""Words in a part of a line; a longer one is a sentence of the mail."""
_LONGEST_SIGNATURE = 14
"""Lines; what comes later is no signature's."""

_HEADER = re.compile(
    r"^\W{0,3}(?P<key>fra|from|von|fran|til|to|an|till|sendt|sent|gesendet|skickat|dato|date|datum|emne|subject|betreff"
    r"|amne|cc|kopi|kopia|svar til|reply-to|vedhaeftet)\W{0,2}:",
)
_SENDER = frozenset({"fra", "from", "von", "fran"})
_RECIPIENT = frozenset({"til", "to", "an", "till", "cc", "kopi", "kopia"})
_SUBJECT = frozenset({"emne", "subject", "betreff", "amne"})
_FORWARD = re.compile(r"(?:vs|vb|fw|fwd|wg|vid|videresendt|vidarebefordrat)\s*:", re.IGNORECASE)
_WROTE = re.compile(r"\b(?:skrev|skreiv|schrieb|wrote)\b", re.IGNORECASE)
_SENT_BY = re.compile(r"<[^<>]+@|\b\d{1,2}[:.]\d{2}\b")
"""The address or the time that a mail program writes; a person's `The client wrote:` has neither."""
_PHONE_AT_END = re.compile(
    r"[ ,;:|/-]*(?:\b(?:tlf|tel|tfn|telefon|phone|mob|mobil|mobile|handy|[mt])\b[.: ]*)?[+(]?\d[\d ()/-]{5,}$"
)
_SLASHED = re.compile(r"/ ?[A-ZÆØÅÄÖÜ][^\W\d_]+(?: [A-ZÆØÅÄÖÜ][\w'’-]+){0,2}")
"""`/Anna`, as Swedes sign."""
_DAY_AND_TIME = re.compile(r"^[^<@]*(?:\d{1,2}[:.]\d{2}(?: ?[AaPp][Mm])?|\d{4})\s*,?\s*")
_DIVIDER = re.compile(
    r"^[-_=*\s]{2,}(?:.{0,12}(?:videresen|forward|original|oprindelig|ursprunglig|weitergeleit|vidarebefordra|opprinnelig).*)?$",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Mail:
    """One of the mails. `sender` and `recipients` are as their header writes them."""

    body: tuple[str, ...]
    signature: tuple[str, ...] = ()
    sender: str | None = None
    recipients: tuple[str, ...] = ()
    subject: str = ""
    is_forwarded: bool = False
    """Its subject says that its sender passes on the mail below it."""
    is_ours: bool = False
    """It was written by whoever passes a client's on, or by whom a client answers: its signature isn't the client's."""


def mails(text: str) -> tuple[Mail, ...]:
    """The mails in a text, the newest first; a text that is no mail is one without a sender."""
    lines = text.splitlines()
    starts = [0, *_starts(lines)]
    parts = [lines[start:end] for start, end in zip(starts, [*starts[1:], len(lines)], strict=True)]
    found = [_mail(part) for part in parts]
    kept = [mail for mail in found if mail.sender or mail.recipients or any(mail.body) or mail.signature]
    return tuple(
        _of_ours(mail, newer, older)
        for newer, mail, older in zip([None, *kept], kept, [*kept[1:], None], strict=False)
    )


def _of_ours(mail: Mail, newer: Mail | None, older: Mail | None) -> Mail:
    """Ours is who passes on what a client wrote, and whom a client answers."""
    if mail.sender is None and older is not None:
        return replace(mail, is_ours=not _answers(mail, older))
    return replace(mail, is_ours=newer is not None and newer.sender is None and _answers(newer, mail))


def _answers(mail: Mail, older: Mail) -> bool:
    """Whether it greets the one who wrote the older, or wishes something of one who had greeted its own writer."""
    if passes_on(mail.body):
        return False
    if _greets(mail, older.sender or ""):
        return True
    signed = [line for line in mail.signature if line and not is_closing(line)]
    return speaks_for_itself(mail.body) and any(_greets(older, line) for line in signed[:1])


def _greets(mail: Mail, name: str) -> bool:
    greeting = next((fold(line) for line in mail.body if line), "")
    first = fold(name).strip(" \"'<").split(" ")[0].strip(",")
    return len(first) > 1 and re.match(rf"\w+ {re.escape(first)}\b", greeting) is not None


@functools.cache
def _parser() -> EmailReplyParser:
    return EmailReplyParser(languages=list(LANGUAGES))


def _starts(lines: Sequence[str]) -> Iterator[int]:
    """Where each mail below another begins: at its header."""
    cut = [line[:_LONGEST_HEADER].strip() for line in lines]
    found_by_us = [at for at in range(1, len(cut)) if _is_wrote(cut[at]) and _SENT_BY.search(cut[at])]
    found_by_us += [at for at in range(1, len(cut)) if _is_from_alone(cut, at)]
    yield from sorted({*found_by_us, *_starts_of_library(cut)})


def _is_from_alone(lines: Sequence[str], at: int) -> bool:
    """Whether a header begins with who wrote the mail, and their address: all that is left of one sometimes."""
    found = _HEADER.match(fold(lines[at]))
    is_sender = found is not None and found["key"] in _SENDER and _SENT_BY.search(lines[at]) is not None
    return is_sender and _HEADER.match(fold(lines[at - 1])) is None


def _starts_of_library(cut: Sequence[str]) -> Iterator[int]:
    place = 0
    for reply in _parser().read("\n".join(cut)).replies:
        first = (reply.headers or "").strip().partition("\n")[0].strip()
        found = next((at for at in range(place, len(cut)) if cut[at] == first), None) if first else None
        if found is None:
            continue
        place = found + 1
        # A header in two languages is found from the second line on.
        while found > 0 and _HEADER.match(fold(cut[found - 1])):
            found -= 1
        if found > 0:
            yield found


def _mail(lines: Sequence[str]) -> Mail:
    sender, recipients, subject, header = None, [], "", 0
    lines = _with_header_in_one_line(_without_divider(lines))
    for line in lines:
        found = _HEADER.match(fold(line))
        if found is None and header == 0 and _is_wrote(line):
            sender, header = _DAY_AND_TIME.sub("", _named_in(line)), 1
            break
        if found is None and header > 0 and _FORWARD.match(line):
            subject, header = line, header + 1
            continue
        if found is None:
            break
        value = line.partition(":")[2].strip(" *")
        if found["key"] in _SENDER:
            sender = value
        elif found["key"] in _RECIPIENT:
            recipients.append(value)
        elif found["key"] in _SUBJECT:
            subject = value
        header += 1
    is_header = header > 1 or sender is not None
    body = with_fields_labelled(
        [
            line
            for line in lines[header if is_header else 0 :]
            if not _DIVIDER.match(line) or line.strip() in {"", "--"}
        ]
    )
    end = min(_signature_at(body), _name_at(body, sender or ""))
    return Mail(
        tuple(body[:end]),
        tuple(body[end : end + _LONGEST_SIGNATURE]),
        sender if is_header else None,
        tuple(recipients) if is_header else (),
        subject if is_header else "",
        is_header and _FORWARD.match(subject) is not None,
    )


def _without_divider(lines: Sequence[str]) -> Sequence[str]:
    """`-----Oprindelig meddelelse-----` stands above a header."""
    if not lines or not lines[0].strip() or not _DIVIDER.match(lines[0]):
        return lines
    return list(dropwhile(lambda line: not line.strip(), lines[1:]))


def _with_header_in_one_line(lines: Sequence[str]) -> Sequence[str]:
    """`Den 12. mai kl. 10:31 skrev` has its `Ola <ola@…>:` on the next line."""
    joined = " ".join(lines[:2])
    is_parted = len(lines) > 1 and _WROTE.search(lines[0]) and not _is_wrote(lines[0]) and _is_wrote(joined)
    return [joined, *lines[2:]] if is_parted and _SENT_BY.search(joined) else lines


def _is_wrote(line: str) -> bool:
    return len(line) < _LONGEST_HEADER and line.rstrip().endswith(":") and _WROTE.search(line) is not None


def _named_in(line: str) -> str:
    """`Den 24. nov. 2026 skrev Ola <ola@…>:` has the name behind the verb; English has it before."""
    verb = _WROTE.search(line)
    before, after = (line[: verb.start()], line[verb.end() :]) if verb else (line, "")
    sides = [_DAY_AND_TIME.sub("", before).strip(), after.rstrip(" :").strip()]
    named = [side for side in sides if "@" in side] or [
        side for side in sides if side and not any(sign.isdecimal() for sign in side)
    ]
    return named[0] if named else ""


def _signature_at(lines: Sequence[str]) -> int:
    """The line of the last farewell, or of the first of several together; behind the last line where there is none."""
    start = next((at for at in range(len(lines) - 1, 0, -1) if is_closing(lines[at])), len(lines))
    while 1 < start < len(lines) and is_closing(lines[start - 1]):
        start -= 1
    return start


def _name_at(lines: Sequence[str], sender: str) -> int:
    """The line with nothing but its sender's name, which a signature without a farewell begins with."""
    name = fold(re.split(r"[<(\[]|mailto:", sender)[0]).strip(" \"'")
    for at in range(len(lines) - 1, -1, -1):
        if any(len(part.split()) > _LONGEST_OF_SIGNATURE for part in re.split(r"[|,·•/]", lines[at])):
            break
        if name and fold(lines[at]).strip(" ,.-–—") == name and not (at and lines[at - 1].endswith(":")):
            return at
    return len(lines)


def is_closing(line: str) -> bool:
    """Whether a line is a farewell, with or without a name behind it."""
    if _SLASHED.fullmatch(line.strip()):
        return True
    folded = fold(line).strip(" ,.!-–—")
    if folded in {"", "--"}:
        return line.strip() == "--"
    found = CLOSING.match(folded := _PHONE_AT_END.sub("", folded))
    return found is not None and len(folded[found.end() :].split()) <= _LONGEST_CLOSING
