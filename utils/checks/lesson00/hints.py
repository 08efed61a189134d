"""Three hints for the exercise of the start page: a question, a pointer, and the code with a gap."""

HINTS = {
    "share_of_zeros": (
        "How many numbers are there in all, and how many of them are 0?",
        "x == 0 is True or False for each number; True counts as 1, and np.mean divides by how many there are.",
        """One line, with one gap:
return np.mean(x == ...)""",
    ),
}
