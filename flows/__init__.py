"""The dialog and the domain, pure: no Slack, no HTTP, no database, no clock but the one passed in."""
