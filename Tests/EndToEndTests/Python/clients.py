"""Many clients that ask until their input ends: python3 clients.py ENDPOINT FIRST=NEXT…

Each client speaks for a person of its own and has one talk. It begins with question number NEXT; a question keeps its id however often it is
sent, also by the next process after this one was killed. Prints `CLIENT NUMBER TURN` when a question was answered. At the end of
the input each client waits for the answer that it still lacks.
"""

import json
import sys
import threading
import time

import zmq

ENDPOINT = sys.argv[1]
context = zmq.Context()
over = threading.Event()
printing = threading.Lock()


def attempt(body, seconds):
    with context.socket(zmq.DEALER) as socket:
        socket.linger = 0
        socket.connect(ENDPOINT)
        socket.send_multipart([b"MDPC02", b"\1", b"assistant", body])
        if not socket.poll(seconds * 1000):
            return None
        return json.loads(socket.recv_multipart()[3])


def ask(client, number):
    """The answer to one question, asked until there is one."""
    request = {
        "id": f"{client}-{number}", "op": "assistant.ask.v1", "for": f"member:{client}", "conversation": client,
        "data": {"text": f"What papers go with goods to Norway, case {number}?", "lang": "en"},
    }
    body = json.dumps(request).encode()
    while True:
        reply = attempt(body, 5)
        if reply and "data" in reply:
            return reply["data"]
        if reply and not reply["problem"]["retryable"]:
            raise SystemExit(f"{client} {number}: {reply['problem']}")
        if reply:
            time.sleep(reply["problem"].get("retryafter", 1))


def run(client, number):
    while not over.is_set():
        answer = ask(client, number)
        with printing:  # in one write, which a kill can't cut in two
            sys.stdout.write(f"{client} {number} {answer['turn']}\n")
            sys.stdout.flush()
        number += 1


threads = []
for argument in sys.argv[2:]:
    client, number = argument.split("=")
    threads.append(threading.Thread(target=run, args=(client, int(number))))
for thread in threads:
    thread.start()
sys.stdin.read()
over.set()
for thread in threads:
    thread.join()
