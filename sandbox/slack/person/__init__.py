"""One person in the workspace: what they do, what they see, and the conversation as text."""
