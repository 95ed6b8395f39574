"""What the command `corpus` is made of."""
