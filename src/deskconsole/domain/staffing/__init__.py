"""Staffing (R35): how many people a load of calls needs, and what given people achieve with it."""
