"""Pure text: what people read, in their language, at the width they have."""
