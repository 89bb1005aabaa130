"""What a process that runs has used so far."""
import glob


def processor_ns(process):
    """Nanoseconds that its threads ran."""
    total = 0
    for name in glob.glob(f"/proc/{process.pid}/task/*/schedstat"):
        with open(name) as handle:
            total += int(handle.read().split()[0])
    return total


def resident_mb(process):
    with open(f"/proc/{process.pid}/status") as status:
        return next(int(line.split()[1]) for line in status if line.startswith("VmRSS")) / 1024
