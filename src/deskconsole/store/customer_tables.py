"""Which events of the site's record concern which customer."""

from sqlmodel import Field, SQLModel


class CustomerEventRow(SQLModel, table=True):
    """A site event that is part of a customer's history; a merge is part of two."""

    __tablename__ = "customer_event"
    customer_id: int = Field(primary_key=True, foreign_key="customer.id")
    site_seq: int = Field(primary_key=True)
