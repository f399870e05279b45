"""Translations as files for the programs translators work with: XLIFF 1.2 and PO, one page or many."""
