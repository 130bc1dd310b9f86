"""Orders that somebody must approve: what approvers see, and what their person sees meanwhile."""
