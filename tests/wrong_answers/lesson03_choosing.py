"""Wrong answers to the second half of exercise 3.8: the choice of a placement."""

from tests.answers import wrong
from tests.right_answers.lesson03_placing import best_and_all_rivals as choose

EXERCISE = "choose"


def ranked(table):
    return sorted(table, key=lambda one: table[one][0], reverse=True)


# By misconception


@wrong(EXERCISE, "highest mean wins")
def highest_mean(table):
    return max(table, key=lambda one: table[one][0])


@wrong(EXERCISE, "highest mean wins")
def highest_mean_above_0(table):
    best = highest_mean(table)
    return best if table[best][0] > 0 else "inconclusive"


@wrong(EXERCISE, "largest change wins")
def largest_change(table):
    return max(table, key=lambda one: abs(table[one][0]))


@wrong(EXERCISE, "proven is enough")
def highest_of_the_proven(table):
    return next((one for one in ranked(table) if table[one][2] == "helps"), "inconclusive")


@wrong(EXERCISE, "proven is enough")
def highest_if_proven(table):
    best = highest_mean(table)
    return best if table[best][2] == "helps" else "inconclusive"


@wrong(EXERCISE, "first that helps")
def first_that_helps(table):
    for placement, (_, _, said) in table.items():
        if said == "helps":
            return placement
    return "inconclusive"


@wrong(EXERCISE, "only one may help")
def only_one_may_help(table):
    found = [one for one in table if table[one][1][0] > 0]
    return found[0] if len(found) == 1 else "inconclusive"


@wrong(EXERCISE, "overlooks an unsure rival")
def among_those_that_help(table):
    helpful = {one: row for one, row in table.items() if row[2] == "helps"}
    best = highest_mean(table)
    return choose(helpful) if best in helpful else "inconclusive"


@wrong(EXERCISE, "looks at the runner-up alone")
def best_and_runner_up(table):
    return choose({one: table[one] for one in ranked(table)[:2]})


@wrong(EXERCISE, "means for intervals")
def no_mean_within_the_interval(table):
    best, *others = ranked(table)
    low = table[best][1][0]
    return best if low > 0 and all(table[one][0] < low for one in others) else "inconclusive"


# Subtly


@wrong(EXERCISE)
def nothing(table):
    pass


@wrong(EXERCISE)
def always_inconclusive(table):
    return "inconclusive"


@wrong(EXERCISE)
def none_for_inconclusive(table):
    chosen = choose(table)
    return None if chosen == "inconclusive" else chosen


@wrong(EXERCISE)
def first_placement_otherwise(table):
    chosen = choose(table)
    return next(iter(table)) if chosen == "inconclusive" else chosen


@wrong(EXERCISE)
def the_row_for_its_name(table):
    chosen = choose(table)
    return table.get(chosen, chosen)


@wrong(EXERCISE)
def a_list_of_one(table):
    return [choose(table)]


@wrong(EXERCISE)
def in_capitals(table):
    return choose(table).capitalize()


@wrong(EXERCISE)
def lowest_mean(table):
    return min(table, key=lambda one: table[one][0])


@wrong(EXERCISE)
def narrowest_interval(table):
    return min(table, key=lambda one: table[one][1][1] - table[one][1][0])


@wrong(EXERCISE)
def highest_high_end(table):
    return max(table, key=lambda one: table[one][1][1])


@wrong(EXERCISE)
def highest_low_end(table):
    best = max(table, key=lambda one: table[one][1][0])
    return best if table[best][1][0] > 0 else "inconclusive"


@wrong(EXERCISE)
def apart_but_not_proven(table):
    best, *others = ranked(table)
    return best if all(table[one][1][1] < table[best][1][0] for one in others) else "inconclusive"


@wrong(EXERCISE)
def a_loss_counts_as_proof(table):
    best, *others = ranked(table)
    proven = table[best][2] != "inconclusive"
    return best if proven and all(table[one][1][1] < table[best][1][0] for one in others) else "inconclusive"


@wrong(EXERCISE)
def nothing_without_a_rival(table):
    return choose(table) if len(table) > 1 else "inconclusive"


@wrong(EXERCISE)
def never_more_than_three(table):
    return choose(dict(list(table.items())[:2]))


@wrong(EXERCISE)
def half_a_gain_is_enough(table):
    best, *others = ranked(table)
    row = table[best]
    return best if row[0] > 0.005 and all(table[one][1][1] < row[0] for one in others) else "inconclusive"


@wrong(EXERCISE)
def at_least_three_points(table):
    chosen = choose(table)
    return chosen if chosen in table and table[chosen][0] >= 0.06 else "inconclusive"


@wrong(EXERCISE)
def other_gains_must_be_unproven(table):
    chosen = choose(table)
    others = [one for one in table if one != chosen and table[one][2] == "helps"]
    return "inconclusive" if others else chosen


@wrong(EXERCISE)
def two_names_for_a_tie(table):
    chosen = choose(table)
    return chosen if chosen != "inconclusive" else " or ".join(ranked(table)[:2])
