"""Invented names: each surname is made up of two words, so that nobody is meant."""

FIRST = (
    "Ada", "Amina", "Anton", "Bashir", "Beatrix", "Bronwen", "Callum", "Carys", "Chiara",
    "Daniel", "Deepa", "Dominik", "Edith", "Efua", "Elias", "Esme", "Fergus", "Fiona", "Folake",
    "Gareth", "Gita", "Hamish", "Hanna", "Idris", "Ingrid", "Isla", "Jamal", "Joan", "Jonas",
    "Kamala", "Keiran", "Leila", "Linus", "Lowri", "Malik", "Marek", "Mei", "Moira", "Nadia",
    "Niall", "Noor", "Olwen", "Oskar", "Petra", "Priya", "Rafe", "Rhys", "Rosa", "Sanjay",
    "Selma", "Tamsin", "Tariq", "Tobias", "Una", "Vera", "Viktor", "Wanda", "Yusuf", "Zara",
)  # fmt: skip
STEMS = (
    "Ash", "Bram", "Cobble", "Dapple", "Elder", "Fern", "Gorse", "Hazel", "Ivory", "Juniper",
    "Kettle", "Larch", "Marl", "Nettle", "Oaken", "Pebble", "Quill", "Rowan", "Sorrel", "Thistle",
    "Umber", "Vetch", "Willow", "Yarrow",
)  # fmt: skip
ENDS = ("by", "combe", "croft", "field", "garth", "holme", "low", "mere", "moor", "shaw", "wick")


def name_of(number: int) -> str:
    """Return the invented name of this number; the first 15,000 or so are all different."""
    first = FIRST[number % len(FIRST)]
    surname = number // len(FIRST) * 7 + number * 5
    stem, end = STEMS[surname % len(STEMS)], ENDS[surname // len(STEMS) % len(ENDS)]
    return f"{first} {stem}{end}"
