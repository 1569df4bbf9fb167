"""Canary texts: known names are filled in, other braces stay, unknown names are said."""

import pytest

from nachtwacht.model.failure import Failure
from nachtwacht.verify.fill import fill


def test_names_are_filled_and_other_braces_stay():
    text = fill("curl http://x/{token} | awk '{print $1}' {TOKEN} ${HOME}", {"token": "nwc-1"}, "canary.yaml")
    assert text == "curl http://x/nwc-1 | awk '{print $1}' {TOKEN} ${HOME}"


def test_an_unknown_name_is_a_failure_that_lists_the_known_ones():
    with pytest.raises(Failure) as caught:
        fill("{tokn}", {"token": "t", "user": "u"}, "detection_packs/x/canary.yaml")
    assert "detection_packs/x/canary.yaml: {tokn}" in caught.value.what
    assert caught.value.mend == "use one of token, user"
