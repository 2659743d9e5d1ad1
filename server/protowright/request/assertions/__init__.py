"""Assertions, `?? status == OK`: their syntax, and whether they hold for the outcome of a call."""
