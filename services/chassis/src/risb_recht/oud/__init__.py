"""What migrations still need; frozen, so it leans on nothing else."""
