"""The store: metadata, types, the session and the transaction edge. Knows no word of the domain."""
