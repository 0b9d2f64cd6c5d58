"""FastAPI: pages, sessions, static files. Holds no rule of the reporting work."""
