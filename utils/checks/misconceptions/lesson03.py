"""Sentences for the misconceptions of lesson 3."""

SENTENCES = {
    # 3.8 placement_study
    "one seed": "You trained on one seed, and one seed easily misleads: train every placement on each of `seeds`.",
    "arms of different size": "Your arms have different numbers of seeds: train each placement on all of `seeds`, so that every pair is complete.",
    "other seeds in each arm": "Each placement has seeds of its own, and so nothing is paired: use the same `seeds` for all of them.",
    "leaves seeds out": "You leave some of `seeds` out: train every placement on each one, as fewer pairs prove less.",
    "seeds of its own": "You train on other seeds than those in `seeds`: hand each of them on to build.",
    "picked on test": "You look at the test set: it stays closed until the choice is made, so read the score on validation.",
    "best epoch on test": "You take the best epoch on the test set, which is chosen twice by luck: read the score on validation after the last epoch.",
    "best epoch": "You take the best epoch of each run, which is luck as well: compare the scores after the last epoch.",
    "scores of the training set": "You compare scores on the training images: a net may know those by heart, so read the score on validation.",
    "first minus the other": "Your differences have the wrong sign: take the placement's score less that of the first placement.",
    "against the previous placement": "You compare each placement with the one before it: compare all of them with the first.",
    "accuracies for differences": "Your rows tell of the accuracies themselves: subtract those of the first placement, seed by seed.",
    # 3.8 choose
    "highest mean wins": "You take the highest mean, however unsure: its interval must lie above 0, and apart from all others.",
    "largest change wins": "You take the largest change, whichever way it goes: a loss is no gain, so look for the highest mean.",
    "proven is enough": "You take the best proven gain, although a rival may be as good: its interval must not overlap any other.",
    "first that helps": "You take the first placement that helps: another may help more, so look for the highest mean.",
    "only one may help": "You ask that nothing else helps, or overlook the rivals that are unsure: ask that no other interval overlaps the best one.",
    "overlooks an unsure rival": "You leave out placements that are inconclusive: such a one may still be the best if its interval reaches into yours.",
    "looks at the runner-up alone": "You compare with the second mean alone: a third one with a wide interval may reach higher, so look at all of them.",
    "means for intervals": "You ask whether the means of the rivals lie outside: their whole intervals must, so compare low ends with high ends.",
}
