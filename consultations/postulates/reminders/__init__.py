"""Staff are reminded in time of what is due: which dates there are, when somebody hears of them, and who."""
