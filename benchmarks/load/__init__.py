"""Whole orders, played over signed HTTP by people who never pause: the product beside a bare Bolt app."""
