"""Keeps jobs, chunks and boxes in SQLite, and hands out work under leases."""
