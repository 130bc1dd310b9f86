"""Pictures as Slack has them: its servers fetch each one, and refuse whatever shows one they can't get.

The local Slack fetches nothing: it refuses addresses that Slack's servers can't reach, and those it is told of.
Source: https://github.com/slackapi/python-slack-sdk/issues/1782.
"""

from __future__ import annotations

import ipaddress
from collections.abc import Iterator
from urllib.parse import urlsplit

from sandbox.slack.errors import ApiError
from sandbox.slack.views import Json

# Names that lead nowhere outside one's own network: RFC 6761 and RFC 6762.
_LOCAL_ENDINGS = ("test", "invalid", "localhost", "local", "internal", "lan")


class Pictures:
    """Which pictures can be fetched; with `is_down` none, and `missing` holds addresses at which there is none."""

    def __init__(self) -> None:
        self.is_down = False
        self.missing: set[str] = set()

    def check(self, blocks: list[Json], at: str, code: str) -> None:
        """Refuse blocks with a picture that can't be fetched; `at` is their JSON pointer.

        Raises:
            ApiError: `code`, and which picture it was.
        """
        for pointer, address in _addresses(blocks, at):
            if self.is_down or address in self.missing or not is_reachable(address):
                message = f"downloading image failed [json-pointer:{pointer}]"
                raise ApiError(code, errors=[message], response_metadata={"messages": [f"[ERROR] {message}"]})


def is_reachable(address: str) -> bool:
    """Whether an address leads somewhere on the public web."""
    parts = urlsplit(address)
    host = (parts.hostname or "").rstrip(".")
    if parts.scheme not in {"http", "https"} or not host:
        return False
    try:
        return ipaddress.ip_address(host).is_global
    except ValueError:
        return "." in host and host.rpartition(".")[2] not in _LOCAL_ENDINGS


def _addresses(blocks: list[Json], at: str) -> Iterator[tuple[str, str]]:
    for index, block in enumerate(blocks):
        inside = [("", block), ("/accessory", block.get("accessory"))]
        inside += [(f"/elements/{place}", each) for place, each in enumerate(block.get("elements", ()))]
        for path, each in inside:
            if each and each.get("type") == "image" and each.get("image_url"):
                yield f"{at}/{index}{path}/image_url", str(each["image_url"])
