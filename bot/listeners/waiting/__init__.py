"""Orders that wait: for an approval, for photos, for days, or for a person who says what became of one."""
