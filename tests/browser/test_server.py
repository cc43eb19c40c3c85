"""The live server answers a real browser from the test's own database."""


def test_live_server_answers(page):
    answer = page.goto("/no-such-page/")
    assert answer is not None
    assert answer.status == 404
