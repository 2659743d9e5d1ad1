"""Tests against protoc on real files. Those marked `corpus` take minutes and run with `make test-corpus` only."""
