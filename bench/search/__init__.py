"""How fast and how good the search is, on every engine in one run: ``make bench-search``."""
