# without_call.py NUMBER ERRNO COMMAND [ARG...]: becomes COMMAND, for which the system call NUMBER fails with ERRNO, as a
# container's seccomp profile has it.
import ctypes, os, struct, sys

number, errno, command = int(sys.argv[1]), int(sys.argv[2]), sys.argv[3:]
libc = ctypes.CDLL(None, use_errno=True)
steps = [(0x20, 0, 0, 0), (0x15, 0, 1, number), (0x06, 0, 0, 0x00050000 | errno), (0x06, 0, 0, 0x7FFF0000)]
code = ctypes.create_string_buffer(b"".join(struct.pack("HBBI", *step) for step in steps))
program = ctypes.create_string_buffer(struct.pack("HxxxxxxQ", len(steps), ctypes.addressof(code)))
if libc.prctl(38, 1, 0, 0, 0) or libc.prctl(22, 2, program, 0, 0):
    sys.exit(f"without_call.py: errno {ctypes.get_errno()}")
os.execvp(command[0], command)
