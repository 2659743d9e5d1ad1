"""`python -m protowright` is the same as the `protowright` command."""

from protowright.cli.main import main

if __name__ == "__main__":
    main()
