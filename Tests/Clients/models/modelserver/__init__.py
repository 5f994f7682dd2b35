"""A model server of ours on loopback: it speaks the wires of many servers and misbehaves on demand."""
