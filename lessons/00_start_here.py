# %% [markdown]
# # Start here
#
# *5 minutes · needs nothing · CPU is enough*
#
# By the end you can
#
# 1. run a cell, and the check of an answer;
# 2. read what a check says of a wrong answer, and of a right one;
# 3. ask for a hint, commit to a prediction, and find your place again.

# %% [markdown]
# Click into the next cell and press Shift-Enter: it runs, and the one below it comes next. So go from the top to the end. What
# already stands below a cell was stored when the course was made; running the cell replaces it.
#
# Every lesson begins with these two cells, which find the course.

# %% tags=["setup"]
import sys
from pathlib import Path

here = Path.cwd()
sys.path.insert(0, str(next(p for p in [here, *here.parents] if (p / "utils").is_dir())))

import numpy as np

from utils.checks import lesson00 as check

# %% [markdown]
# ## A check tries your code
#
# The lessons hold small exercises, and each has a check. It calls your code with numbers of its own and looks at what comes
# back; how you wrote it does not matter. Here is an answer with a mistake: it should say what *share* of the numbers in `x`
# is 0.

# %%
def with_a_mistake(x):
    """Return the share of the numbers in the array `x` that are 0."""
    return np.sum(x == 0)


check.share_of_zeros.grade(with_a_mistake)

# %% [markdown]
# The first sentence says what went wrong, and what to do about it. Below stand the laws that a right answer keeps, with what
# was expected where one is broken. Nothing is lost: you may be wrong as often as you like. (`grade` only looks; without it,
# as below, a check also remembers what has passed.)

# %% [markdown]
# ### Exercise 0.1 · The share of zeros
#
# Now write it without the mistake: put your code in place of the line that says `raise`, run the cell, then run the check
# below it. (2 minutes)

# %% tags=["exercise"]
def share_of_zeros(x):
    """Return the share of the numbers in the array `x` that are 0."""
    raise NotImplementedError


# %% tags=["solution"]
def share_of_zeros(x):
    """Return the share of the numbers in the array `x` that are 0."""
    return np.mean(x == 0)


# %%
check.share_of_zeros(share_of_zeros)

# %% [markdown]
# Stuck? Every exercise has three hints, and you see one more of them each time you run a cell like this. (In a lesson you make
# the cell yourself: the + above the notebook adds one below.)

# %%
check.share_of_zeros.hint()

# %% [markdown]
# Once you have tried, `check.share_of_zeros.solution()` shows one right answer. You may also leave an exercise for later: the
# cells below it never need your answer.

# %% [markdown]
# ## Commit before you look
#
# Often a lesson asks what you expect before a cell shows it. A guess that is wrong costs nothing, and what you then see
# stays with you.
#
# **Predict.** What share of the numbers 0, 3, 0, 7, 0 is 0? Put your number in place of the three dots.

# %% tags=["exercise"]
share = ...  # your number
check.share_in_five(share)

# %% tags=["solution"]
share = 0.6  # three of the five
check.share_in_five(share)

# %% [markdown]
# Run the next cell and compare.

# %% tags=["predict"]
print(np.mean(np.array([0, 3, 0, 7, 0]) == 0))

# %% [markdown]
# ## Where you are, and where to go
#
# What has passed stays passed, also when you close the notebook or restart its kernel. Save your answers with Ctrl-S.

# %% tags=["nbval-ignore-output"]
check.progress()

# %% [markdown]
# Each lesson says in its first lines how long it takes and what it needs:
#
# 1. [Dropout in dense layers](01_dropout_in_dense_layers.ipynb)
# 2. [What dropout does after a conv layer](02_dropout_on_conv_feature_maps.ipynb)
# 3. [Module design](03_module_design.ipynb)
# 4. [U-Net with dropout](04_unet_with_dropout.ipynb)
#
# `python3 start.py progress`, typed into a terminal, says how far you are in all of them.
