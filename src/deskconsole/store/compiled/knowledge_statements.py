"""The SQL of every statement, compiled ahead of time by ``knowledge_queries.py``; do not edit."""

from typing import Final

ARTICLES: Final = (
    "SELECT article.id, article.number, article.source, article.from_ticket, article.version, article.category, "
    "article.title, article.text, article.price, article.uses, article.changed_at, article.changed_by, "
    "article.retired_at FROM article WHERE article.site_id = :site_id AND (:retired IS NOT NULL OR "
    "article.retired_at IS NULL) ORDER BY article.uses DESC, article.number"
)
ARTICLE_BY_NUMBER: Final = (
    "SELECT article.id, article.number, article.source, article.from_ticket, article.version, article.category, "
    "article.title, article.text, article.price, article.uses, article.changed_at, article.changed_by, "
    "article.retired_at FROM article WHERE article.site_id = :site_id AND article.number = :number"
)
ARTICLE_BY_SOURCE: Final = (
    "SELECT article.id, article.number, article.source, article.from_ticket, article.version, article.category, "
    "article.title, article.text, article.price, article.uses, article.changed_at, article.changed_by, "
    "article.retired_at FROM article WHERE article.site_id = :site_id AND article.source = :source"
)
PRICE_ARTICLES: Final = (
    "SELECT article.title, article.text FROM article WHERE article.site_id = :site_id AND article.price IS 1 AND "
    "article.retired_at IS NULL ORDER BY article.id"
)
ARTICLES_STAMP: Final = (
    "SELECT count(article.retired_at) AS count_1, sum(article.version) AS sum_1, sum(article.uses) AS sum_2 FROM "
    "article WHERE article.site_id = :site_id"
)
LAST_ARTICLE: Final = "SELECT max(article.number) AS max_1 FROM article WHERE article.site_id = :site_id"
INSERT_ARTICLE: Final = (
    "INSERT INTO article (site_id, number, source, from_ticket, version, category, title, text, price, uses, "
    "changed_at, changed_by, retired_at) VALUES (:site_id, :number, :source, :from_ticket, :version, :category, "
    ":title, :text, :price, :uses, :changed_at, :changed_by, :retired_at)"
)
SAVE_ARTICLE: Final = (
    "UPDATE article SET version=:version, category=:category, title=:title, text=:text, price=:price, "
    "changed_at=:changed_at, changed_by=:changed_by, retired_at=:retired_at WHERE article.id = :article_id"
)
COUNT_USE: Final = (
    "UPDATE article SET uses=(article.uses + :by) WHERE article.site_id = :site_id AND article.number = :number"
)
ARTICLE_VERSIONS: Final = (
    "SELECT article_version.version, article_version.category, article_version.title, article_version.text, "
    "article_version.price, article_version.written_at, article_version.written_by FROM article_version WHERE "
    "article_version.article_id = :article_id ORDER BY article_version.version"
)
INSERT_ARTICLE_VERSION: Final = (
    "INSERT INTO article_version (article_id, version, category, title, text, price, written_at, written_by) "
    "VALUES (:article_id, :version, :category, :title, :text, :price, :written_at, :written_by)"
)
ANSWERED_TICKETS: Final = (
    "SELECT ticket.id, ticket.number, ticket.version, ticket.category, ticket.content, ticket.request FROM ticket "
    "WHERE ticket.site_id = :site_id AND ticket.content IS NOT NULL AND ticket.id > (SELECT max(newest.id) - "
    ":among AS anon_1 FROM ticket AS newest) AND (EXISTS (SELECT * FROM event WHERE event.ticket_id = ticket.id "
    "AND event.kind IN ('answered', 'replied', 'specialist_answered', 'solved'))) ORDER BY ticket.id DESC LIMIT "
    "CAST(:limit AS INTEGER)"
)
