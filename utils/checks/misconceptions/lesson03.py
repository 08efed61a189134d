"""Sentences for the misconceptions of lesson 3."""

SENTENCES = {
    # 3.8 placement_study
    "one seed": "You trained on one seed, and one seed easily misleads: train every placement on each of `seeds`.",
    "arms of different size": "Your arms have different numbers of seeds: train each placement on all of `seeds`, so that every pair is complete.",
    "other seeds in each arm": "Each placement has seeds of its own, and so nothing is paired: use the same `seeds` for all of them.",
    "leaves seeds out": "You leave some of `seeds` out: train every placement on each one, as fewer pairs prove less.",
    "seeds of its own": "You train on other seeds than those in `seeds`: hand each of them on to build.",
    "picked on test": "You look at the test set: it stays closed until the choice is made, so read the score on validation.",
    "best epoch on test": "You choose the epoch on the test set, which stays closed: read the score on validation after the last epoch.",
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
    "only one may help": "You ask that nothing else helps: others may help too, as long as their intervals do not overlap the best one.",
    "overlooks an unsure rival": "You leave out placements that are inconclusive: such a one may still be the best if its interval reaches into yours.",
    "looks at the runner-up alone": "You compare with the second mean alone: a third one with a wide interval may reach higher, so look at all of them.",
    "means for intervals": "You ask whether the means of the rivals lie outside: their whole intervals must, so compare low ends with high ends.",
    # 3.9 diagnose
    "a hidden Dense taken for the logits": "You take a dropout between two Dense layers for one on the logits: only what the last Dense gives are logits.",
    "a hidden Dense taken for the head": "You take a hidden Dense for the head: its width is free, so look at the last Dense alone.",
    "only 1000 is old": "You know a head of 1000 classes alone: any width other than 10 is left from another task, so compare with 10.",
    "one dropout taken for two": "You take one dropout beside Flatten for two around it: look right before Flatten and right behind it.",
    "size alone": "You go by how many numbers Flatten gives: small maps may be too large and large ones right, so compare the side of the maps with that of the images.",
    "no pooling taken for exploding": "You miss pooling layers, but a stride makes maps smaller too: compare the side of the maps at Flatten with that of the images.",
    # 3.9 repair
    "fixes the symptom": "The output has the right shape, but the cause is still in the net: change the layer at fault itself, not what lies before or behind.",
    "adds dropouts": "Your net has more dropouts than before: a repair puts in none, so leave all others where they are.",
    "removes every dropout": "You take out every dropout: only the one at fault goes, the others do their work.",
    "dropout taken out, not moved": "You take the dropout out: it is wanted, but behind the BatchNormalization, so move it there.",
    "both dropouts taken out": "You take out both dropouts around Flatten: one of them is right, so keep it with its rate.",
    "batchnorm taken out": "You take out the BatchNormalization: it stays, and the dropout moves behind it.",
    "fresh weights": "A layer that still fits has new weights: call the layer itself again, or copy its weights over.",
}
