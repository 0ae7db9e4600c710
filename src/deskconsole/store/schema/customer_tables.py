"""Which events of the site's record concern which customer."""

from sqlmodel import Field, SQLModel


class CustomerEventRow(SQLModel, table=True):
    """An event that is part of a customer's history: the site's own (a merge is part of two), or the form of the ticket
    that they began with."""

    __tablename__ = "customer_event"
    customer_id: int = Field(primary_key=True, foreign_key="customer.id")
    site_seq: int = Field(primary_key=True)
