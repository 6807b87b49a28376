"""Charts as plotly figures and as pages that need no network."""
