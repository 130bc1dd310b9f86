"""How the local Slack brings requests to the bot."""
