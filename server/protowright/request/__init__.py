"""The `.grpc` language: requests in a text file."""
