"""Parts of a durable conversation, each to be killed at any moment:

python3 durable.py work ENDPOINT           a worker of the service `slow`: answers each number with its double, after a while
python3 durable.py ask ENDPOINT FIRST      has one number after the other kept; prints `NUMBER UUID` for each
python3 durable.py fetch ENDPOINT          reads such lines; prints `NUMBER ANSWER` for each when it is answered, and closes it
"""

import sys
import time

import zmq

ROLE, ENDPOINT = sys.argv[1:3]
context = zmq.Context()


def ask(service, *body):
    """The body of the answer, asked until there is one that is no refusal by the broker."""
    while True:
        with context.socket(zmq.DEALER) as socket:
            socket.linger = 0
            socket.connect(ENDPOINT)
            socket.send_multipart([b"MDPC02", b"\1", service, *body])
            if socket.poll(2000):
                frames = socket.recv_multipart()[3:]
                if frames[0][:3].isdigit():
                    return frames
        time.sleep(0.1)


def work():
    while True:
        with context.socket(zmq.DEALER) as socket:
            socket.linger = 0
            socket.connect(ENDPOINT)
            socket.send_multipart([b"MDPW02", b"\1", b"slow"])
            serve(socket)


def serve(socket):
    """Until the broker is gone or does not know this worker any more."""
    heard = beat = time.monotonic()
    while time.monotonic() - heard < 4:
        if socket.poll(200):
            heard = time.monotonic()
            frames = socket.recv_multipart()
            if frames[1] == b"\6":
                return
            if frames[1] == b"\2":
                time.sleep(0.1)
                print("working", flush=True)
                answer = str(2 * int(frames[4])).encode()
                socket.send_multipart([b"MDPW02", b"\4", frames[2], b"", answer])
        if time.monotonic() - beat > 1:
            socket.send_multipart([b"MDPW02", b"\5"])
            beat = time.monotonic()


if ROLE == "work":
    work()
elif ROLE == "ask":
    number = int(sys.argv[3])
    while True:
        kept = ask(b"titanic.request", b"slow", str(number).encode())
        if kept[0] == b"200":
            print(number, kept[1].decode(), flush=True)
        number += 1
else:
    for line in sys.stdin:
        number, uuid = line.split()
        while (reply := ask(b"titanic.reply", uuid.encode()))[0] == b"300":
            time.sleep(0.1)
        print(number, *[frame.decode() for frame in reply], flush=True)
        ask(b"titanic.close", uuid.encode())
