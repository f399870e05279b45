"""Searches that people follow: what is new in them is told like anything else."""
