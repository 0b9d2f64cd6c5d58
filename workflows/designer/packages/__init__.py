"""Packages: diagrams, tables, forms and calendar rules as one file, that another house can adopt."""
