"""A gRPC server that does everything wrong, one thing at a time.

`listener` accepts connections, `connections` serves those that speak no HTTP/2, `exchange` speaks HTTP/2 and hands each
request to a reply of `replies` or `reflections`; `certificates` makes those that should not be believed.
"""
