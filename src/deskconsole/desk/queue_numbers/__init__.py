"""Queue numbers by kind of business."""
