"""Requests that Slack would not send: real ones, changed at random; `python -m tests.fuzz` runs them."""
