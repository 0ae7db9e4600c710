"""What a pack says of departments: by which calendars they count, and what of a ticket they never see."""
