"""What loads behind the window, once it stands there."""

from importlib.util import find_spec

import pytest

from wardround.wizard.loading import WARM_UP


@pytest.mark.parametrize("module", WARM_UP)
def test_every_part_that_is_loaded_ahead_exists(module: str) -> None:
    assert find_spec(module) is not None
