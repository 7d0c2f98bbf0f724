"""What the roles call: HTTP, and nothing else."""
