"""Questions that lead to a checklist: what editors write, what can be wrong with it, where a reader stands."""
