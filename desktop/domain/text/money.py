"""Amounts as a resident reads them. Money is kept as a whole number of fen (分), a hundredth of the unit."""

from desktop.i18n import _


def in_yuan(fen: int) -> str:
    """An amount for a sentence: 68,000 元, or 68,000.50 元 where there are fen. *Source:* design guide, Words."""
    return _("{amount} 元").format(amount=grouped(fen))


def grouped(fen: int) -> str:
    """An amount without its unit, in groups of three, with two decimals only where there are fen."""
    whole, rest = divmod(abs(fen), 100)
    return ("-" if fen < 0 else "") + (f"{whole:,}.{rest:02}" if rest else f"{whole:,}")
