"""Services that orders stand on, as small programs of their own."""
