"""The role that clients speak to."""
