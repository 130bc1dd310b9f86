"""The Slack edge: settings, listeners, views, the dispatcher, the teller, the HTTP server and the command line."""
