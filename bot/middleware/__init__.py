"""What runs between Bolt and every listener: access, errors, context, lazy functions."""
