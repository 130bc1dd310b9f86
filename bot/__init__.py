"""The Slack edge: settings, listeners, views, the dispatcher, the notifier, the HTTP server and the command line."""
