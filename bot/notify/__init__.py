"""What people are told, and messages that are edited later."""
