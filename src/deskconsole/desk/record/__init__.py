"""What the unit of work hands to the record at its end: events in their order, the texts that they are judged by."""
