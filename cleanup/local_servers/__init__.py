"""Servers of our own on this machine: one for all runs that need the same, found, started and ended with the last."""
