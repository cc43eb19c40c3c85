"""What people plan to do after a review, in their own words."""

FOR_ANY_AREA = (
    "Ask two colleagues to show me a file each that they think was done well on being {area}, and"
    " note what they did that I do not.",
    "Write the date of the next step at the head of every file for a month, then look at whether"
    " anything was missed.",
    "Read three of my own closed files with this point in mind and bring one to supervision.",
    "Sit in on two calls of a colleague and write down the questions I would not have asked.",
    "Use the checklist on emergencies and time limits at first contact for the next ten cases.",
    "Draft my next three closing letters, leave them overnight, and take out a third of the words.",
    "Do the half-day course on evidence and record keeping, and tell the team what was new.",
    "Ask my supervisor to look at one letter a week before it goes, for six weeks.",
    "Keep a list of what clients asked me to explain again, and mend our standard letters from it.",
    "Go through the options with the next five clients in a table, with what speaks for and"
    " against each.",
    "Put in the file where I looked things up, every time, for a month.",
    "Practise saying what we cannot do in the first five minutes; try it with a colleague first.",
)
