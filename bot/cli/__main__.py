"""`python -m bot.cli` is the `orderdesk` command."""

from bot.cli.main import main

main()
