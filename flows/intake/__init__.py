"""From text to draft: a message, a forwarded mail or a line of text is read for what an order needs.

Only what is sure is filled in; see docs/decisions. It is imported where a text is read: its libraries take a tenth of
a second to load.
"""

from flows.intake.fill import begin_with
from flows.intake.mail_sides import NOBODY, Sender
from flows.intake.reading import TextReading, read_text
from flows.intake.wanted_order import FoundLine

__all__ = [
    "NOBODY",
    "FoundLine",
    "Sender",
    "TextReading",
    "begin_with",
    "read_text",
]
