"""The demo content: the real story of 27 February 2026 and invented people around it, loaded through the services."""
