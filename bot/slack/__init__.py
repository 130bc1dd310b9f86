"""What is known of Slack itself, whatever we use it for."""
