"""BPMN 2.0 diagrams as data: shipped models, the one safe XML parser, lint rules, the outline in words."""
