"""The page on which one is in the local Slack: its server side, and its HTML, CSS and JavaScript."""
