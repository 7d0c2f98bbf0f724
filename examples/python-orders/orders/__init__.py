"""Orders: documents and recordings are cut into chunks, read by an upstream, and merged."""
