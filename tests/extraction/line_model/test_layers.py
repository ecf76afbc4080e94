"""The layers of the network."""

import numpy as np
import pytest

from wagtail_cstonews.extraction.line_model.features import page_features
from wagtail_cstonews.extraction.line_model.layers import CONTEXT_NAMES, context_features


def test_a_second_look_sees_where_a_line_stands_in_the_first_guess():
    page = page_features(["Menu", "The harbour is closed now", "The harbour opens again soon", "Contact"])
    logits = np.array([-20, 20, 20, -20], np.float32)
    seen = dict(zip(CONTEXT_NAMES, context_features(logits, page).T, strict=True))
    assert seen["likely"].tolist() == pytest.approx([0, 1, 1, 0], abs=1e-4)
    assert seen["in stretch"].tolist() == [0, 1, 1, 0]
    assert seen["body before"].tolist() == pytest.approx([0, 5 / 11, 10 / 11, 10 / 11], abs=1e-4)
    assert seen["body after"].tolist() == pytest.approx([10 / 11, 10 / 11, 5 / 11, 0], abs=1e-4)
    assert seen["near above"].tolist() == pytest.approx([0, 0, 0.2, 0.4], abs=1e-4)
    assert seen["near below"].tolist() == pytest.approx([0.4, 0.2, 0, 0], abs=1e-4)
    assert seen["from start"][1] == seen["from end"][2] == 0
    assert seen["from start"][3] == -seen["from end"][0] > 0
    # "harbour" is in both lines of the body, "closed" in one.
    assert seen["words"].tolist() == pytest.approx([0, 0.5, 0.25, 0])
