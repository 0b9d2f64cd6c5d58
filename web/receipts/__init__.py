"""The pages of receipts: what a number shows to whoever holds it, and the slip that is handed to him."""
