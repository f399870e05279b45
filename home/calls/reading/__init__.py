"""What anybody gets to read of calls: facts in the reader's words, on pages, in lists, in the search."""
