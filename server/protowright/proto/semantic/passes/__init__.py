"""The passes of a check, one subject a file. Each is a function from facts to diagnostics."""
