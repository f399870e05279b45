"""How much of a file is read for the search. The process that reads it knows the same numbers."""

MB = 2**20

LARGEST_FILE = 20 * MB
MOST_WORDS = 5_000
MOST_PAGES = 200
MOST_MEMORY = 1024 * MB
SECONDS = 20
