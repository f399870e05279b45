"""What a section lists, and what a reader may choose of it. One query for all rows, whatever is chosen."""
