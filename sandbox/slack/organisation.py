"""An Enterprise Grid organisation that has installed the app for all its workspaces, and what payloads then hold.

Sources: https://docs.slack.dev/enterprise/developing-for-enterprise-orgs, and what Slack's own Bolt expects to find.
"""

from __future__ import annotations

from dataclasses import dataclass

from sandbox.slack.views import TEAM, Json


@dataclass(frozen=True)
class Organisation:
    """An organisation by Slack's id."""

    id: str = "E0LOCAL"
    name: str = "Local Organisation"
    teams: tuple[str, ...] = ("T0EAST", TEAM)
    """The workspaces in which the app may act."""

    def payload_of(self, payload: Json) -> Json:
        """The payload as the app gets it: what is done in messages and views has no team but the person's."""
        if "command" in payload:
            return {
                **payload,
                "enterprise_id": self.id,
                "enterprise_name": self.name,
                "is_enterprise_install": "true",
            }
        if payload["type"] == "event_callback":
            authorized = {
                **payload["authorizations"][0],
                "enterprise_id": self.id,
                "is_enterprise_install": True,
            }
            event = self._with_view(payload["event"])
            return {**payload, "enterprise_id": self.id, "authorizations": [authorized], "event": event}
        enterprise = {"id": self.id, "name": self.name}
        return {
            **self._with_view(payload),
            "team": None,
            "enterprise": enterprise,
            "is_enterprise_install": True,
        }

    def user(self, identifier: str) -> Json:
        """What `users.info` adds of somebody."""
        return {
            "enterprise_user": {
                "id": identifier,
                "enterprise_id": self.id,
                "enterprise_name": self.name,
                "teams": [TEAM],
            }
        }

    def _with_view(self, payload: Json) -> Json:
        view = payload.get("view")
        return {**payload, "view": {**view, "app_installed_team_id": self.id}} if view else payload
