import threading

from tickstack.clock import repeated


def test_work_is_repeated_until_the_end_whatever_it_raises() -> None:
    done, count = threading.Event(), 0

    def work() -> None:
        nonlocal count
        count += 1
        if count == 3:
            done.set()
        raise RuntimeError

    with repeated(work, seconds=0):
        assert done.wait(30)
    assert all(thread.name != "repeated" for thread in threading.enumerate())
