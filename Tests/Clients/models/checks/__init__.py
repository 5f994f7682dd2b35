"""Strict checks of the requests that providers send, by the types and messages that the makers of the wires publish."""
