"""The parts of the command `corpus`."""
