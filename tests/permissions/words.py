"""Every thing in the test café has words that stand nowhere else: where they are read, it is seen."""


def word(*parts: str) -> str:
    """Begins and ends with an x and has none inside, so that no word is found in another."""
    return f"x{''.join(parts).replace('_', '').lower()}x"
