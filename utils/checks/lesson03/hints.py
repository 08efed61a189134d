"""Three hints for each exercise of lesson 3: a question, a pointer, the code with gaps."""

HINTS = {
    "placement_study": (
        "What must two placements share, so that the difference of their scores comes from the placement alone?",
        'Collect scores["validation"] of build(placement, data, seed) for each seed, first for the first placement, then for each other one. `paired_interval` and `verdict` of lesson 1 do the rest.',
        """The body, with gaps:
def scores(placement):
    return [build(placement, data, seed).scores[...] for seed in seeds]

first, table = scores(placements[0]), {}
for placement in placements[1:]:
    others = scores(placement)
    mean, low, high = paired_interval(first, ...)
    table[placement] = mean, (low, high), verdict(first, ...)
return table""",
    ),
    "choose": (
        "What must be true of the best placement's interval, and what of all the other intervals beside it?",
        'Find the highest mean. Its verdict must be "helps", and its low end must lie above the high end of each other interval.',
        """The body, with gaps:
best = max(table, key=lambda placement: table[placement][0])
_, (low, _), verdict = table[best]
rivals = [high for placement, (_, (_, high), _) in table.items() if placement != ...]
return best if verdict == "helps" and all(... for high in rivals) else "inconclusive\"""",
    ),
}
