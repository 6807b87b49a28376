"""The workbench: pages and JSON for a browser, made from the register of questions.

`app` builds the application, `api` answers with data, `pages` and its neighbours with HTML.
"""
