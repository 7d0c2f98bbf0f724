"""The role that does the work."""
