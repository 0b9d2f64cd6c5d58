"""Long-standing issues go sideways to oversight bodies, with their whole history; an opinion comes back."""
