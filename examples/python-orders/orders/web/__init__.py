"""A small JSON server on http.server."""
