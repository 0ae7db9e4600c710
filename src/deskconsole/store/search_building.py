"""Making the whole search index anew, from what tickets, customers and articles say now."""

from deskconsole.store.api import WriteTransaction
from deskconsole.store.compiled import search_statements as statements
from deskconsole.store.search import index_customer, words_of_match, words_of_text
from deskconsole.store.search_records import IndexedEvent, TextMatch


def rebuild(tx: WriteTransaction) -> int:
    """Empty the index and fill it again, one thing after the other; how many entries it has then."""
    tx.run(statements.EMPTY_WORDS)
    tx.run(statements.DROP_CUSTOMER_TEXTS)
    count = 0
    for row in tx.each(statements.EVENTS_TO_INDEX):
        match = IndexedEvent(*row)
        if words := words_of_match(match):
            tx.run(statements.ADD_WORDS, id=match.id, words=words)
            count += 1
    articles = [TextMatch(*row) for row in tx.each(statements.SEARCH_TEXTS)]
    for text in articles:
        tx.run(statements.ADD_WORDS, id=text.id, words=words_of_text(text))
    customers = [key for (key,) in tx.all(statements.CUSTOMER_IDS)]
    for key in customers:
        index_customer(tx, key)
    return count + len(articles) + len(customers)
