"""The start page: what share of some numbers is 0."""

SENTENCES = {
    "count for share": "You return how many numbers are 0: divide by how many there are, `x.size`.",
    "share of the others": "You return the share of the numbers that are not 0: ask for those that are, `x == 0`.",
    "percent for share": "You return a percentage: a share runs from 0 to 1, so leave out the factor 100.",
    "almost 0 taken for 0": "You count what is almost 0 as well: compare with 0 itself, `x == 0`.",
}
