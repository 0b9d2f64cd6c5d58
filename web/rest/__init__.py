"""What the two program interfaces share: who calls, what may be sent, how to search, how to refuse."""
