"""Checks of our own for schemathesis, which loads this file by SCHEMATHESIS_HOOKS."""

import schemathesis


@schemathesis.check
def extraction_failures_only(_, response, __):
    """DumplingAI documents one server error: that an extraction failed."""
    if response.status_code >= 500:
        assert response.status_code == 500, response.status_code
        assert response.json()["error"].startswith("Failed to extract video data: "), response.text
