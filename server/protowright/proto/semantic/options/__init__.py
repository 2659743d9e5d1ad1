"""What options mean: from names and literals to the bytes of an options message."""
