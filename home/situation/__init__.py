"""A way through questions to a checklist: the data editors write, what can be wrong with it, and where a reader stands."""
