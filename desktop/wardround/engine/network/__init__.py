"""Queueing networks: describe one, solve it, simulate it. Numbers only, no business word."""
