"""Charts as still pictures, PNG and SVG, without a browser."""
