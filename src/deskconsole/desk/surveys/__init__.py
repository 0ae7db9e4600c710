"""Surveys of customers who were served (E21): drawn like checks, asked by telephone, tried again by their own plan."""
