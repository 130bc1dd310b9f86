"""Other services that may be configured."""
