"""Programs under measurement: how they start, and what they have used so far."""
import glob
import os
import subprocess


def serve(program, environment, *arguments):
    """`rinnalla serve`, once it serves."""
    process = subprocess.Popen([program, "serve", *arguments], env=environment, stderr=subprocess.PIPE)
    while b"serving" not in process.stderr.readline():
        assert process.poll() is None, "serve ended"
    return process


def keys(program, environment, *arguments):
    """What `rinnalla keys` prints."""
    done = subprocess.run([program, "keys", *arguments], env=environment, stdout=subprocess.PIPE,
                          stderr=subprocess.DEVNULL, check=True)
    return done.stdout.strip()


def processor_ns(process):
    """Nanoseconds that its threads ran."""
    total = 0
    for name in glob.glob(f"/proc/{process.pid}/task/*/schedstat"):
        with open(name) as handle:
            total += int(handle.read().split()[0])
    return total


def user_ns(process):
    """Nanoseconds that its threads ran outside the kernel, as exact as the clock's ticks."""
    with open(f"/proc/{process.pid}/stat") as handle:
        ticks = int(handle.read().rsplit(")", 1)[1].split()[11])
    return ticks * 1_000_000_000 // os.sysconf("SC_CLK_TCK")


def resident_mb(process):
    with open(f"/proc/{process.pid}/status") as status:
        return next(int(line.split()[1]) for line in status if line.startswith("VmRSS")) / 1024
