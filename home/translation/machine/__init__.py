"""Machine translation as a draft for a person: a provider behind wagtail-localize's plug, and a yearly budget."""
