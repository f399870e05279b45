"""Words that stand on many pages and are written once: fees, telephone numbers, deadlines."""
