"""The page that shows the local Slack in a browser: its server side, and its HTML, CSS and JavaScript."""
