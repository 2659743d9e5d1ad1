"""Formatting of request files: white space alone changes, no token and no comment does."""
