"""What is wrong with a text: the diagnostic, the registry of its codes, and how it is shown."""
