"""A local Slack workspace, strict about Slack's documented limits."""
