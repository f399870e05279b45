"""The words of public files: read once, in a process of their own, and kept for the search."""
