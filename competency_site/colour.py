"""The organisation's colour, and what can be read on it."""

import re

DEFAULT = "#1d4f7c"
HEX = re.compile(r"#[0-9a-fA-F]{6}")
INK = "#000000"


def luminance(colour: str) -> float:
    """Return the relative luminance of #rrggbb, 0 (black) to 1 (white).

    Source: WCAG 2.2, definition of relative luminance.
    """

    def linear(channel: str) -> float:
        share = int(channel, 16) / 255
        return share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4

    red, green, blue = (linear(colour[at : at + 2]) for at in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two colours, 1 to 21. Source: WCAG 2.2, contrast ratio."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def theme_css(colour: str) -> str:
    """Return the stylesheet that gives the pages the organisation's colour.

    Text on the colour is white where that has the contrast WCAG asks of text (4.5), else black, one of which always
    has it.
    What is no colour gives our own.
    """
    brand = colour.lower() if HEX.fullmatch(colour) else DEFAULT
    text = "#ffffff" if contrast(brand, "#ffffff") >= 4.5 else INK
    line = brand if contrast(brand, "#ffffff") >= 3 else INK
    return (
        f":root{{--govuk-brand-colour:{brand};--app-on-brand-colour:{text};"
        f"--app-brand-line-colour:{line}}}\n"
    )
