"""Units, levels, routes, staff, roles, substitutes: who may see what."""
