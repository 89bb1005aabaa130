"""Strict MDP 0.2 and 0.1 peers out of bare sockets, written from the RFCs alone: python3 peers.py ENDPOINT INTERVAL_MS

Prints a numbered line for each check and ends with 0 when all hold. INTERVAL_MS is the broker's heartbeat interval.
"""

import sys
import time

import zmq

ENDPOINT, INTERVAL = sys.argv[1], int(sys.argv[2]) / 1000
C2, W2, C1, W1 = b"MDPC02", b"MDPW02", b"MDPC01", b"MDPW01"
context = zmq.Context()
checks = failures = 0


def check(holds, promise):
    global checks, failures
    checks += 1
    failures += not holds
    print(f"{'ok  ' if holds else 'FAIL'} {checks} {promise}", flush=True)


def connect(kind=zmq.DEALER):
    socket = context.socket(kind)
    socket.linger = 0
    socket.connect(ENDPOINT)
    return socket


def receive(socket, seconds=5.0):
    """The next message, or None when none comes in time."""
    if not socket.poll(seconds * 1000):
        return None
    return socket.recv_multipart()


def receive_work(socket, beat, seconds=5.0):
    """The next message that is no heartbeat."""
    end = time.monotonic() + seconds
    while (left := end - time.monotonic()) > 0:
        message = receive(socket, left)
        if message != beat:
            return message
    return None


def worker(service):
    socket = connect()
    socket.send_multipart([W2, b"\1", service])
    return socket


BEAT = [W2, b"\5"]
GOODBYE = [W2, b"\6"]


def answer(socket, request, *body, command=b"\4"):
    socket.send_multipart([W2, command, request[2], b"", *body])


def leave(*sockets):
    """Workers say goodbye, and all close."""
    for socket in sockets:
        socket.send_multipart(GOODBYE)
        socket.close(linger=500)


def hears_of_no_answer(client, service):
    """Whether a client whose worker is gone gets nothing, or the broker's own words for that."""
    told = receive(client, 0.3)
    return told is None or told[:3] == [C2, b"\3", service] and b"unavailable" in told[3]


def ask(client, service, *body):
    client.send_multipart([C2, b"\1", service, *body])


def found(service, code):
    """Waits until MMI answers so of a service: what others sent on their own connections may come later."""
    client = connect()
    for _ in range(500):
        ask(client, b"mmi.service", service)
        if receive(client) == [C2, b"\3", b"mmi.service", code]:
            client.close()
            return True
    return False


def registered(service):
    """Waits until the broker knows a worker of the service."""
    return found(service, b"200")


def conversation():
    serving, client = worker(b"echo"), connect()
    body = [b"", b"\0zero\0", C2, b"x" * 5000]
    ask(client, b"echo", *body)
    request = receive_work(serving, BEAT)
    check(request is not None and request[:2] == [W2, b"\2"], "a worker gets REQUEST")
    address = request[2]
    check(0 < len(address) <= 255 and request[3] == b"", "with one address frame and one empty frame")
    check(request[4:] == body, "and the body unchanged, in number and order")
    serving.send_multipart([W2, b"\3", address, b"", b"part", b"of it"])
    serving.send_multipart([W2, b"\3", address, b"", b""])
    serving.send_multipart([W2, b"\4", address, b"", b"end"])
    check(receive(client) == [C2, b"\2", b"echo", b"part", b"of it"], "a client gets PARTIAL")
    check(receive(client) == [C2, b"\2", b"echo", b""], "as often as the worker sends it")
    check(receive(client) == [C2, b"\3", b"echo", b"end"], "and one FINAL")
    ask(client, b"echo", b"again")
    request = receive_work(serving, BEAT)
    check(request is not None and request[4:] == [b"again"], "after FINAL the worker gets the next request")
    beats = sum(receive(serving, 3 * INTERVAL) == BEAT for _ in range(3))
    serving.send_multipart(BEAT)
    check(beats == 3, "a busy worker gets heartbeats")
    serving.send_multipart([W2, b"\4", request[2], b"", b"late"])
    check(receive(client) == [C2, b"\3", b"echo", b"late"], "and may take its time while it beats")
    serving.send_multipart(GOODBYE)
    serving.close()
    client.close()


def rules_for_workers():
    stranger = connect()
    stranger.send_multipart(BEAT)
    check(receive(stranger) == GOODBYE, "HEARTBEAT before READY is answered with DISCONNECT")
    stranger.close()
    stranger = connect()
    stranger.send_multipart([W2, b"\4", b"nobody", b"", b"forged"])
    check(receive(stranger) == GOODBYE, "FINAL before READY is answered with DISCONNECT")
    stranger.close()
    twice = worker(b"twice")
    twice.send_multipart([W2, b"\1", b"twice"])
    check(receive_work(twice, BEAT) == GOODBYE, "READY twice is answered with DISCONNECT")
    twice.close()
    reserved = worker(b"mmi.mine")
    check(receive(reserved) == GOODBYE, "READY for an mmi. name is answered with DISCONNECT")
    reserved.close()
    idle = worker(b"idle")
    idle.send_multipart([W2, b"\4", b"nobody", b"", b"unasked"])
    check(receive_work(idle, BEAT) == GOODBYE, "FINAL without a request is answered with DISCONNECT")
    idle.close()


def forgery():
    forger, client = worker(b"bank"), connect()
    check(registered(b"bank"), "a worker is found")
    ask(client, b"bank", b"secret")
    request = receive_work(forger, BEAT)
    forger.send_multipart([W2, b"\4", request[2][:-1] + b"?", b"", b"forged"])
    check(receive_work(forger, BEAT) == GOODBYE, "a reply with another address is answered with DISCONNECT")
    check(hears_of_no_answer(client, b"bank"), "and reaches nobody")
    forger.close()
    client.close()


def management():
    client = connect()
    ask(client, b"mmi.service", b"nothing")
    check(receive(client) == [C2, b"\3", b"mmi.service", b"404"], "mmi.service says 404")
    ask(client, b"mmi.nothing", b"")
    check(receive(client) == [C2, b"\3", b"mmi.nothing", b"501"], "other mmi. names say 501")
    near = worker(b"foo.mmi.bar")
    check(registered(b"foo.mmi.bar"), "mmi. inside a name is an ordinary name")
    near.send_multipart(GOODBYE)
    near.close()
    client.close()


def silence():
    silent, client = worker(b"silent"), connect()
    registered(b"silent")
    beats = 0
    while receive(silent, 3 * INTERVAL) == BEAT:
        beats += 1
    check(3 <= beats <= 4, "a silent worker is given up after four intervals")
    ask(client, b"mmi.service", b"silent")
    check(receive(client) == [C2, b"\3", b"mmi.service", b"404"], "and is not found then")
    silent.send_multipart(BEAT)
    check(receive(silent) == GOODBYE, "and learns it when it beats again")
    silent.close()
    client.close()


def version_01():
    serving, client = connect(), connect(zmq.REQ)
    serving.send_multipart([b"", W1, b"\1", b"old"])
    client.send_multipart([C1, b"old", b"one", b"two"])
    beat = [b"", W1, b"\4"]
    request = receive_work(serving, beat)
    check(
        request is not None and request[:3] == [b"", W1, b"\2"] and request[4:] == [b"", b"one", b"two"],
        "a 0.1 worker gets REQUEST from a REQ client",
    )
    check(receive(serving, 3 * INTERVAL) == beat, "and heartbeats of its own version")
    serving.send_multipart([b"", W1, b"\3", request[3], b"", b"done"])
    check(receive(client) == [C1, b"old", b"done"], "a 0.1 client gets REPLY")
    new = connect()
    ask(new, b"old", b"bridge")
    request = receive_work(serving, beat)
    serving.send_multipart([b"", W1, b"\3", request[3], b"", b"bridged"])
    check(receive(new) == [C2, b"\3", b"old", b"bridged"], "a 0.2 client is served by a 0.1 worker")
    serving.send_multipart([b"", W1, b"\5"])
    for socket in (serving, client, new):
        socket.close()


def rules_of_01():
    beat, goodbye = [b"", W1, b"\4"], [b"", W1, b"\5"]

    def old_worker(service):
        socket = connect()
        socket.send_multipart([b"", W1, b"\1", service])
        return socket

    for promise, message in (
        ("HEARTBEAT before READY", [b"", W1, b"\4"]),
        ("REPLY before READY", [b"", W1, b"\3", b"nobody", b"", b"forged"]),
        ("READY for an mmi. name", [b"", W1, b"\1", b"mmi.mine"]),
        ("READY with an empty name", [b"", W1, b"\1", b""]),
    ):
        stranger = connect()
        stranger.send_multipart(message)
        check(receive(stranger) == goodbye, f"in 0.1 {promise} is answered with the DISCONNECT of 0.1")
        stranger.close()
    for promise, message in (
        ("READY twice", [b"", W1, b"\1", b"older"]),
        ("READY of 0.2", [W2, b"\1", b"older"]),
        ("HEARTBEAT of 0.2", [W2, b"\5"]),
        ("PARTIAL of 0.2", [W2, b"\3", b"nobody", b"", b"unasked"]),
        ("REPLY without a request", [b"", W1, b"\3", b"nobody", b"", b"unasked"]),
        ("an unknown command", [b"", W1, b"\7"]),
        ("no command", [b"", W1]),
        ("a header alone", [b"", b""]),
    ):
        serving = old_worker(b"older")
        registered(b"older")
        serving.send_multipart(message)
        check(receive_work(serving, beat) == goodbye, f"{promise} costs a 0.1 worker its place, told in 0.1")
        serving.close()
    serving = old_worker(b"leaving")
    registered(b"leaving")
    serving.send_multipart(goodbye)
    check(found(b"leaving", b"404"), "a 0.1 worker that says DISCONNECT is not found any more")
    check(receive(serving, 2.5 * INTERVAL) is None, "and hears nothing after it")
    serving.close()
    client = connect(zmq.REQ)
    for service, code in ((b"mmi.service", b"404"), (b"mmi.nothing", b"501")):
        client.send_multipart([C1, service, b"older"])
        check(receive(client) == [C1, service, code], f"{service.decode()} answers a REQ socket in 0.1")
    client.close()
    serving, client = worker(b"newer"), connect()
    client.send_multipart([b"", C1, b"newer", b"1"])
    request = receive_work(serving, BEAT)
    check(request is not None and request[4:] == [b"1"], "a 0.1 client asks a 0.2 worker")
    answer(serving, request, b"part", command=b"\3")
    answer(serving, request, b"end")
    check(receive(client) == [b"", C1, b"newer", b"end"], "and gets FINAL as its REPLY, and no PARTIAL")
    for promise, message in (("0.1 without its empty frame", [C1, b"newer", b"2"]), ("0.2 with one", [b"", C2, b"\1", b"newer", b"2"])):
        client.send_multipart(message)
        check(receive_work(serving, BEAT, 0.3) is None, f"a request of {promise} is dropped")
        serving.send_multipart(BEAT)
    client.send_multipart([b"", C1, b"newer", b"3"])
    request = receive_work(serving, BEAT)
    check(request is not None and request[4:] == [b"3"], "and the peer is served on")
    answer(serving, request, b"end")
    leave(serving)
    client.close()


def both():
    """A peer may be a worker and a client; the RFC does not forbid it."""
    peer = worker(b"myself")
    registered(b"myself")
    ask(peer, b"myself", b"x")
    request = receive_work(peer, BEAT)
    check(request is not None and request[:2] == [W2, b"\2"], "a worker may ask its own service")
    answer(peer, request, b"y")
    check(receive_work(peer, BEAT) == [C2, b"\3", b"myself", b"y"], "and gets its own answer")
    peer.send_multipart(GOODBYE)
    peer.send_multipart([W2, b"\1", b"anew"])
    check(registered(b"anew"), "a worker that said goodbye may begin anew")
    leave(peer)


def floods():
    serving, clients = worker(b"crowd"), [connect() for _ in range(50)]
    for number, client in enumerate(clients):
        for turn in range(4):
            ask(client, b"crowd", b"%d %d" % (number, turn))
    for _ in range(200):
        request = receive_work(serving, BEAT)
        answer(serving, request, *request[4:])
    replies = [[receive(client) for _ in range(4)] for client in clients]
    check(
        all(
            reply == [C2, b"\3", b"crowd", b"%d %d" % (number, turn)]
            for number, own in enumerate(replies) for turn, reply in enumerate(own)),
        "fifty clients at once have each their own answers, in their order")
    leave(serving)
    for client in clients:
        client.close()


def nonsense():
    rude, client = connect(), connect()
    for message in ([b""], [C2], [C2, b"\1"], [W2], [W2, b"\1"], [b"x"] * 80, [C2, b"\1", b"", b""], [b"", b"", b""]):
        rude.send_multipart(message)
    serving = worker(b"calm")
    ask(client, b"calm", b"1")
    request = receive_work(serving, BEAT)
    check(request is not None and request[4:] == [b"1"], "nonsense hurts nobody")
    serving.send_multipart(GOODBYE)
    for socket in (rude, client, serving):
        socket.close()


def bodies():
    serving, client = worker(b"bodies"), connect()
    for promise, body in (
        ("an empty frame passes", [b""]),
        ("many empty frames pass", [b""] * 20),
        ("frames that look like commands pass", [W2, b"\6", b"", C2, b"\3"]),
        ("all byte values pass", [bytes(range(256))]),
        ("a hundred frames pass", [b"%d" % n for n in range(100)]),
        ("a large frame passes", [b"y" * 900_000]),
    ):
        ask(client, b"bodies", *body)
        request = receive_work(serving, BEAT)
        check(request is not None and request[4:] == body, promise + " to the worker")
        answer(serving, request, *body)
        check(receive(client) == [C2, b"\3", b"bodies", *body], promise + " to the client")
    leave(serving)
    client.close()


def names():
    client = connect()
    for promise, name in (
        ("a name with spaces", b"two words"),
        ("a name in UTF-8", "hylly\u00e4".encode()),
        ("a name of 255 bytes", b"n" * 255),
        ("a name that only begins like mmi", b"mmiservice"),
        ("a name in capitals is another one", b"ECHO"),
    ):
        serving = worker(name)
        registered(name)
        ask(client, name, b"x")
        request = receive_work(serving, BEAT)
        answer(serving, request, b"y")
        check(receive(client) == [C2, b"\3", name, b"y"], promise + " is served")
        leave(serving)
    for promise, name in (("an empty name", b""), ("a name of 256 bytes", b"n" * 256)):
        refused = worker(name)
        check(receive(refused) == GOODBYE, promise + " is answered with DISCONNECT")
        refused.close()
    client.close()


def waiting():
    client = connect()
    for number in (b"1", b"2", b"3"):
        ask(client, b"tardy", number)
    serving, got = worker(b"tardy"), []
    for _ in range(3):
        request = receive_work(serving, BEAT)
        got.append(request and request[4:])
        if request:
            answer(serving, request, *request[4:])
    check(got == [[b"1"], [b"2"], [b"3"]], "what is asked before a worker comes waits, in its order")
    replies = [receive(client) for _ in range(3)]
    check([reply and reply[3] for reply in replies] == [b"1", b"2", b"3"], "and is answered in that order")
    ask(client, b"mmi.service", b"tardy")
    check(receive(client)[3:] == [b"200"], "a service with an idle worker is found")
    leave(serving)
    check(found(b"tardy", b"404"), "a service whose workers all left is not found")
    ask(client, b"hungry", b"x")
    ask(client, b"mmi.service", b"hungry")
    check(receive(client)[3:] == [b"404"], "a service that was only asked for is not found")
    serving = worker(b"busy")
    registered(b"busy")
    ask(client, b"busy", b"x")
    request = receive_work(serving, BEAT)
    ask(client, b"mmi.service", b"busy")
    check(receive(client)[3:] == [b"200"], "a service with a busy worker is found")
    answer(serving, request, b"y")
    check(receive(client) == [C2, b"\3", b"busy", b"y"], "and MMI is answered while its request is under way")
    leave(serving)
    client.close()


def turns():
    workers, client = [], connect()
    for _ in range(3):
        serving = worker(b"turns")
        registered(b"turns")
        serving.send_multipart(BEAT)
        workers.append(serving)
    order = []
    for _ in range(6):
        ask(client, b"turns", b"x")
        for number, serving in enumerate(workers):
            request = receive_work(serving, BEAT, 0.15)
            serving.send_multipart(BEAT)
            if request:
                order.append(number)
                answer(serving, request, b"y")
                receive(client)
                break
    check(sorted(order[:3]) == [0, 1, 2] and order[3:] == order[:3], "the worker that was idle longest is next")
    for serving in workers[1:]:
        leave(serving)
    serving = workers[0]
    greedy, modest = connect(), connect()
    ask(client, b"turns", b"first")
    held = receive_work(serving, BEAT)
    for number in range(20):
        ask(greedy, b"turns", b"greedy")
    ask(greedy, b"mmi.service", b"turns")
    receive(greedy)
    ask(modest, b"turns", b"modest")
    ask(modest, b"mmi.service", b"turns")
    receive(modest)
    answer(serving, held, b"y")
    served = []
    for _ in range(3):
        request = receive_work(serving, BEAT)
        served.append(request[4])
        answer(serving, request, b"y")
    check(b"modest" in served[:2], "a client with one request does not wait for another's twenty")
    serving.close()
    for socket in (client, greedy, modest):
        socket.close()


def one_at_a_time():
    serving, client = worker(b"single"), connect()
    ask(client, b"single", b"1")
    ask(client, b"single", b"2")
    first = receive_work(serving, BEAT)
    check(receive_work(serving, BEAT, 0.3) is None, "a busy worker gets no second request")
    answer(serving, first, b"part", command=b"\3")
    check(receive_work(serving, BEAT, 0.3) is None, "nor after PARTIAL")
    answer(serving, first, b"end")
    second = receive_work(serving, BEAT)
    check(second is not None and second[4:] == [b"2"], "but after FINAL")
    check(first[2] != second[2], "no two requests have the same address frame")
    check([receive(client)[1] for _ in range(2)] == [b"\2", b"\3"], "the client has PARTIAL and FINAL of the first")
    answer(serving, second, b"end")
    receive(client)
    answer(serving, second, b"again")
    check(receive_work(serving, BEAT) == GOODBYE, "a second FINAL is answered with DISCONNECT")
    check(receive(client, 0.3) is None, "and reaches nobody")
    serving.send_multipart([W2, b"\1", b"single"])
    check(receive_work(serving, BEAT, 0.5) in (None, GOODBYE), "a peer that was sent away gets no work by its old socket")
    serving.close()
    client.close()


def deaths():
    client = connect()
    quitter = worker(b"mortal")
    registered(b"mortal")
    ask(client, b"mortal", b"x")
    receive_work(quitter, BEAT)
    leave(quitter)
    found(b"mortal", b"404")
    heir = worker(b"mortal")
    registered(b"mortal")
    request = receive_work(heir, BEAT, 0.5)
    check(request is None, "what a foreign worker left undone is not done twice")
    check(hears_of_no_answer(client, b"mortal"), "its client is told, where the broker has words for it")
    ask(client, b"mortal", b"next")
    request = receive_work(heir, BEAT)
    check(request is not None and request[4:] == [b"next"], "and the next request goes to the next worker")
    answer(heir, request, b"y")
    check(receive(client) == [C2, b"\3", b"mortal", b"y"], "whose answer is the only one")
    gone = connect()
    ask(gone, b"mortal", b"for nobody")
    request = receive_work(heir, BEAT)
    gone.close()
    answer(heir, request, b"y")
    ask(client, b"mortal", b"after")
    request = receive_work(heir, BEAT)
    check(request is not None and request[4:] == [b"after"], "a client that went away does not stop its worker")
    answer(heir, request, b"z")
    check(receive(client)[3:] == [b"z"], "nor anybody else")
    leave(heir)
    check(receive(heir_after := connect(), 0.1) is None, "a peer that says nothing is told nothing")
    heir_after.send_multipart(GOODBYE)
    check(receive(heir_after, 0.3) is None, "DISCONNECT before READY is not answered")
    heir_after.close()
    client.close()


def malformed():
    client, probe = connect(), connect()
    for promise, message in (
        ("a request without a body", [C2, b"\1", b"echoes"]),
        ("a request without a service", [C2, b"\1"]),
        ("a command of two bytes", [C2, b"\1\1", b"echoes", b"x"]),
        ("an empty command", [C2, b"", b"echoes", b"x"]),
        ("a PARTIAL from a client", [C2, b"\2", b"echoes", b"x"]),
        ("a FINAL from a client", [C2, b"\3", b"echoes", b"x"]),
        ("a header of another version", [b"MDPC09", b"\1", b"echoes", b"x"]),
        ("a header in small letters", [b"mdpc02", b"\1", b"echoes", b"x"]),
    ):
        client.send_multipart(message)
        ask(client, b"mmi.service", b"nobody")
        check(receive(client) == [C2, b"\3", b"mmi.service", b"404"], promise + " is dropped, and the peer served on")
    for promise, message in (
        ("a FINAL without an address", [W2, b"\4"]),
        ("a FINAL without the empty frame", [W2, b"\4", b"address", b"body"]),
        ("a HEARTBEAT with an argument", [W2, b"\5", b"x"]),
        ("a REQUEST from a worker", [W2, b"\2", b"address", b"", b"x"]),
        ("an unknown command", [W2, b"\7"]),
        ("a HEARTBEAT of 0.1", [b"", W1, b"\4"]),
    ):
        rude = worker(b"rude")
        registered(b"rude")
        rude.send_multipart(message)
        check(receive_work(rude, BEAT) == GOODBYE, promise + " costs a worker its place")
        rude.close()
    ask(probe, b"mmi.service", b"rude")
    check(receive(probe)[3:] == [b"404"], "and its service is not found then")
    huge = connect()
    huge.send_multipart([C2, b"\1", b"echoes", b"h" * (40 << 20)])
    ask(probe, b"mmi.service", b"echoes")
    check(receive(probe)[3:] == [b"404"], "a message over every limit stops nobody")
    prober = context.socket(zmq.DEALER)
    prober.linger = 0
    prober.setsockopt(zmq.PROBE_ROUTER, 1)
    prober.connect(ENDPOINT)
    ask(prober, b"mmi.service", b"echoes")
    check(receive(prober) == [C2, b"\3", b"mmi.service", b"404"], "a socket that probes is served")
    for socket in (client, probe, huge, prober):
        socket.close()


for part in (
    conversation, bodies, names, waiting, turns, one_at_a_time, rules_for_workers, forgery, management, deaths,
    silence, version_01, rules_of_01, both, floods, malformed, nonsense,
):
    part()
context.destroy()
print(f"{checks} checks, {failures} failed")
sys.exit(1 if failures else 0)
