"""Facts about trees: who declares what, what a name means, and what is wrong beyond the grammar."""
