"""Formatted text: the model, as plain text, and as a Contentful document."""
