"""A program that ends at SIGTERM and leaves a thread behind that never does."""

import signal
import sys
import threading


def main() -> None:
    stop = threading.Event()
    signal.signal(signal.SIGTERM, lambda *_: stop.set())
    threading.Thread(target=threading.Event().wait, name="lingering").start()
    print("ready", flush=True)
    stop.wait()
    sys.exit(3)


if __name__ == "__main__":
    main()
