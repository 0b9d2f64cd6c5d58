"""form-js schemas: checked and rendered on the server, no JavaScript needed."""
