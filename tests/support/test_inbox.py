import urllib.error
import urllib.request

import pytest

from tests.support.inbox import inbox


def test_it_keeps_what_arrives_and_refuses_what_it_is_told_to() -> None:
    with inbox() as box:
        box.answers = [503]
        url = box.url.replace("json:", "http:")
        request = urllib.request.Request(url, data=b'{"title": "a"}')
        with pytest.raises(urllib.error.HTTPError):
            urllib.request.urlopen(request, timeout=5)
        with urllib.request.urlopen(request, timeout=5) as answer:
            assert answer.status == 200
        assert (box.titles, box.asked) == (["a"], 2)
