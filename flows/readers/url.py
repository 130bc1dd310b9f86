"""Web addresses, such as a product's picture."""

from __future__ import annotations

from pydantic_core import Url

from flows.i18n.texts import InputError, _
from flows.readers.plain import tidy

_LONGEST = 3000  # https://docs.slack.dev/reference/block-kit/blocks/image-block: image_url
_EXAMPLE = "https://www.example.no/charger.jpg"


def read_url(input: str) -> str:
    """An absolute http or https address of at most 3000 characters, percent-encoded. Raises InputError.

    One that holds a user name or password is refused: it would be shown to everyone.
    """
    text = tidy(input)
    url = _url(text)
    if url is None:
        raise InputError(
            _("Write the whole web address, starting with https://, for example {example}.", example=_EXAMPLE)
        )
    if url.username or url.password:
        raise InputError(
            _("Leave the user name and password out of the web address, like {example}.", example=_EXAMPLE)
        )
    if len(str(url)) > _LONGEST:
        raise InputError(
            _("The web address may have {longest} characters at most. Use a shorter one.", longest=_LONGEST)
        )
    return str(url)


def _url(text: str) -> Url | None:
    # It would mend `https:/x` and encode a blank; neither is what a person meant.
    if " " in text or not text.lower().startswith(("http://", "https://")):
        return None
    try:
        return Url(text)
    except ValueError:
        return None
