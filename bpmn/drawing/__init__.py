"""Diagrams as pictures: their own drawing (BPMN DI) made into SVG, by the server, for pages and paper."""
