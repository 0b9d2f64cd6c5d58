"""Pages of joint verifications: one, the list of them, and the form by which one is asked for."""
