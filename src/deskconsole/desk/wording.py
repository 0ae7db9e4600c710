"""What may be told to customers: the figures of the price policy, for the language check (R23, R27)."""

from deskconsole.desk.knowledge import price_texts
from deskconsole.desk.opening import Desk
from deskconsole.domain.language import price_keys
from deskconsole.domain.pack import Pack


def known_prices(desk: Desk, pack: Pack) -> frozenset[str]:
    """The figures that stand in articles marked as price policy, as the check compares them."""
    return price_keys(price_texts(desk), pack.banned)
