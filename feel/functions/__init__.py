"""The built-in functions (DMN 1.5, 10.3.4), one file a group; importing this package registers them all."""
