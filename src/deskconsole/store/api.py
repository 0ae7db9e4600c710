"""What the desk knows of a store: one site's record, read and written in transactions.

The engine behind it is a folder of its own (``sqlite``); nothing above the store names one.
"""

from deskconsole.store.sqlite.connection import ReadTransaction, Store, WriteTransaction

__all__ = ["ReadTransaction", "Store", "WriteTransaction"]
