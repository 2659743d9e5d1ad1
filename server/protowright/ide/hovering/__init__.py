"""What hovers say, one kind of name a file; `ide/hover.py` chooses."""
