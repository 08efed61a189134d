"""Three hints for each exercise of lesson 3: a question, a pointer, the code with gaps."""

HINTS = {}
