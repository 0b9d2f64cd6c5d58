"""A demonstration: real units, made-up staff, and a month that is played through the same use cases as the pages."""
