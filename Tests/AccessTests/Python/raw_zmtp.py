"""A client that speaks ZMTP 3.1 by hand, so that it can say of itself what no library lets it say:

    python3 raw_zmtp.py ENDPOINT SERVICE NAME=VALUE… [--curve SERVER_KEY PUBLIC_KEY SECRET_KEY]

Puts the properties into the handshake (ZMTP-NULL or ZMTP-CURVE, ZeroMQ RFCs 37 and 26), sends one MDP 0.2 request to SERVICE, and
prints the body of the answer; with `stream` for SERVICE it subscribes to an event stream and prints the first event; "refused" when the server ends the connection, "silence" when nothing comes within 5 seconds.
"""

import ctypes
import ctypes.util
import os
import socket
import struct
import sys

MORE, LONG, COMMAND = 1, 2, 4


class Ended(Exception):
    """The server closed the connection, or sent what is no ZMTP."""


def connect(endpoint):
    scheme, place = endpoint.split("://")
    if scheme == "ipc":
        stream = socket.socket(socket.AF_UNIX)
        stream.connect(place)
    else:
        host, port = place.rsplit(":", 1)
        stream = socket.create_connection((host, int(port)))
    stream.settimeout(5)
    return stream


def read(stream, count):
    data = b""
    while len(data) < count:
        part = stream.recv(count - len(data))
        if not part:
            raise Ended()
        data += part
    return data


def read_frame(stream):
    flags = read(stream, 1)[0]
    size = struct.unpack(">Q", read(stream, 8))[0] if flags & LONG else read(stream, 1)[0]
    return flags, read(stream, size)


def frame(flags, body):
    if len(body) > 255:
        return struct.pack(">BQ", flags | LONG, len(body)) + body
    return struct.pack(">BB", flags, len(body)) + body


def metadata(properties):
    return b"".join(
        struct.pack(">B", len(name)) + name + struct.pack(">I", len(value)) + value for name, value in properties)


def greet(stream, mechanism):
    stream.sendall(b"\xff" + bytes(8) + b"\x7f" + b"\x03\x01" + mechanism.ljust(20, b"\0") + bytes(32))
    if read(stream, 64)[12:32].rstrip(b"\0") != mechanism:
        raise Ended()


class Null:
    def __init__(self, stream, properties):
        self.stream = stream
        greet(stream, b"NULL")
        stream.sendall(frame(COMMAND, b"\x05READY" + metadata(properties)))
        if read_frame(stream)[1][:6] != b"\x05READY":
            raise Ended()

    def send(self, flags, body):
        self.stream.sendall(frame(flags, body))

    def receive(self):
        return read_frame(self.stream)


class Curve:
    def __init__(self, stream, properties, server_key, public_key, secret_key):
        self.stream, self.count = stream, 0
        self.sodium = ctypes.CDLL(ctypes.util.find_library("sodium") or "libsodium.so.23")
        greet(stream, b"CURVE")
        short_public, self.secret = ctypes.create_string_buffer(32), ctypes.create_string_buffer(32)
        self.sodium.crypto_box_keypair(short_public, self.secret)
        short_public, self.secret = short_public.raw, self.secret.raw
        nonce = self.nonce()
        hello = self.box(bytes(64), b"CurveZMQHELLO---" + nonce, server_key, self.secret)
        stream.sendall(frame(COMMAND, b"\x05HELLO\x01\0" + bytes(72) + short_public + nonce + hello))
        welcome = self.expect(b"\x07WELCOME")
        opened = self.unbox(welcome[16:], b"WELCOME-" + welcome[:16], server_key, self.secret)
        self.server, cookie = opened[:32], opened[32:]
        vouch_nonce, nonce = os.urandom(16), self.nonce()
        vouch = self.box(short_public + server_key, b"VOUCH---" + vouch_nonce, self.server, secret_key)
        initiate = self.box(
            public_key + vouch_nonce + vouch + metadata(properties), b"CurveZMQINITIATE" + nonce, self.server,
            self.secret)
        stream.sendall(frame(COMMAND, b"\x08INITIATE" + cookie + nonce + initiate))
        ready = self.expect(b"\x05READY")
        self.unbox(ready[8:], b"CurveZMQREADY---" + ready[:8], self.server, self.secret)

    def expect(self, name):
        body = read_frame(self.stream)[1]
        if not body.startswith(name):
            raise Ended()
        return body[len(name):]

    def nonce(self):
        self.count += 1
        return struct.pack(">Q", self.count)

    def box(self, plain, nonce, public, secret):
        sealed = ctypes.create_string_buffer(len(plain) + 16)
        self.sodium.crypto_box_easy(sealed, plain, ctypes.c_ulonglong(len(plain)), nonce, public, secret)
        return sealed.raw

    def unbox(self, sealed, nonce, public, secret):
        plain = ctypes.create_string_buffer(len(sealed) - 16)
        if self.sodium.crypto_box_open_easy(plain, sealed, ctypes.c_ulonglong(len(sealed)), nonce, public, secret):
            raise Ended()
        return plain.raw

    def send(self, flags, body):
        nonce = self.nonce()
        sealed = self.box(bytes([flags]) + body, b"CurveZMQMESSAGEC" + nonce, self.server, self.secret)
        self.stream.sendall(frame(0, b"\x07MESSAGE" + nonce + sealed))

    def receive(self):
        sealed = self.expect(b"\x07MESSAGE")
        plain = self.unbox(sealed[8:], b"CurveZMQMESSAGES" + sealed[:8], self.server, self.secret)
        return plain[0], plain[1:]


def z85(text):
    digits = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ.-:+=^!/*?&<>()[]{}@%$#"
    words = (text[at:at + 5] for at in range(0, len(text), 5))
    return b"".join(struct.pack(">I", sum(digits.index(c) * 85**(4 - i) for i, c in enumerate(word))) for word in words)


def send(peer, *frames):
    for body in frames[:-1]:
        peer.send(MORE, body)
    peer.send(0, frames[-1])


def receive(peer):
    frames, more = [], True
    while more:
        flags, body = peer.receive()
        if flags & COMMAND:
            continue
        frames.append(body)
        more = flags & MORE
    return frames


def main(arguments):
    curve = []
    if "--curve" in arguments:
        at = arguments.index("--curve")
        arguments, curve = arguments[:at], [z85(key) for key in arguments[at + 1:]]
    endpoint, service, *claims = arguments
    properties = [(b"Socket-Type", b"DEALER"), (b"Identity", b"")]
    properties += [tuple(part.encode() for part in claim.split("=", 1)) for claim in claims]
    try:
        stream = connect(endpoint)
        peer = Curve(stream, properties, *curve) if curve else Null(stream, properties)
        if service == "stream":
            send(peer, b"RNES01", b"OPEN", b'{"credit":8,"bytes":9999,"since":0}')
        else:
            send(peer, b"MDPC02", b"\1", service.encode(), b"?")
        frames = receive(peer)
        while frames[:2] == [b"RNES01", b"PROGRESS"]:
            frames = receive(peer)
    except socket.timeout:
        return "silence"
    except (Ended, ConnectionError):
        return "refused"
    return frames[-1].decode()


print(main(sys.argv[1:]))
