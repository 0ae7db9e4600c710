"""Reports: which are owed and which can be made, one of them with what stands behind, handing in and reading."""
