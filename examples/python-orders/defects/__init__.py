"""Broken variants of the service, each a mistake that a team makes."""
