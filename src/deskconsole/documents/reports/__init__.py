"""Reports as files: Word and workbook with charts that can be changed there, and PDF."""
