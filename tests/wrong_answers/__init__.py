"""Answers that a check must call wrong, and why, by lesson."""
