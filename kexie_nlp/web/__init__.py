"""The workbench: pages and JSON made from the register of questions, for a browser on the same machine."""
