"""The words of reports in Dutch and English."""
