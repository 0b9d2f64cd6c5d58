"""The issues that residents raise: their register, what becomes of them, and who handles them until when."""
