"""Answers that a check must call right, by lesson."""
