# jobs.py FOLDER SCENE [PROGRAM...]: an interactive bash on a terminal of its own, and somebody who types. FOLDER, which has
# pm1 under its names, comes first in PATH; PROGRAM... (pm1 --) is what stands in front of each command. Exits with 0 when all
# was seen that had to be; else says what was seen instead.
import os, pty, re, select, signal, sys, time

FOLDER, SCENE, INIT = sys.argv[1], sys.argv[2], ' '.join(sys.argv[3:])
PATIENCE = 10
STOP, INTERRUPT, END = '\x1a', '\x03', '\x04'
STOPPED = r'\[\d\][+-]?\s+Stopped\S*( \S+)?\s+'

def stat(pid):
    try:
        with open(f'/proc/{pid}/stat') as file:
            fields = file.read().rsplit(')', 1)[1].split()
            return fields[0], int(fields[2])
    except (FileNotFoundError, ProcessLookupError):
        return 'gone', 0

def children(pid):
    try:
        with open(f'/proc/{pid}/task/{pid}/children') as file:
            return [int(word) for word in file.read().split()]
    except (FileNotFoundError, ProcessLookupError):
        return []

def name(pid):
    try:
        with open(f'/proc/{pid}/comm') as file:
            return file.read().strip()
    except (FileNotFoundError, ProcessLookupError):
        return ''

def below(pid):
    return [each for child in children(pid) for each in [child] + below(child)]

class Terminal:
    def __init__(self, *command):
        self.text, self.seen = '', 0
        self.pid, self.master = pty.fork()
        if self.pid == 0:
            os.environ.update(PATH=f'{FOLDER}:/usr/bin:/bin', PS1='READY> ', PS2='', TERM='dumb')
            os.environ.pop('HISTFILE', None)
            os.execvp(command[0], command)

    def type(self, text):
        os.write(self.master, text.encode())

    def line(self, text):
        self.type(text + '\n')

    def until(self, what, condition):
        end = time.monotonic() + PATIENCE
        while not condition():
            if time.monotonic() > end:
                tree = [(pid, *stat(pid)) for pid in [self.pid] + below(self.pid)]
                sys.exit(f'{SCENE}: no {what} in {self.text[self.seen:]!r} after {self.text[:self.seen]!r}; processes {tree}')
            if select.select([self.master], [], [], 0.01)[0]:
                try:
                    self.text += os.read(self.master, 4096).decode()
                except OSError:  # Everybody has closed the other side.
                    time.sleep(0.01)

    def expect(self, pattern):
        self.until(pattern, lambda: re.search(pattern, self.text[self.seen:]))
        self.seen += re.search(pattern, self.text[self.seen:]).end()

    def state(self, pid, wanted):
        self.until(f'state {wanted} of {pid}', lambda: stat(pid)[0] in wanted)

    def echo(self, word):
        """A program that copies lines answers; the first is the terminal's own echo."""
        self.line(word)
        self.expect(word + r'\r?\n')
        self.expect(word + r'\r?\n')

    def foreground(self, job):
        """The shell says what it continues; what is typed before that may be echoed in the middle of it."""
        self.line(f'fg{job}')
        self.expect(r'\S+\r?\n')
        self.expect(r'\S+\r?\n')

    def prompt(self):
        self.expect('READY> ')

    def code(self, number):
        self.prompt()
        self.line('echo code $?')
        self.expect(fr'code {number}\r?\n')

    def told(self, line, pattern, begun):
        """The shell hears of a job's stop a moment after it can be seen, and tells of it at a prompt or when asked."""
        end = time.monotonic() + PATIENCE
        while not re.search(pattern, self.text[begun:]) and time.monotonic() < end:
            self.line(line)
            self.prompt()
        self.seen = begun
        self.expect(pattern)

    def stopped(self):
        self.type(STOP)
        self.expect(STOPPED)
        self.prompt()
        # A reader that has yet to see its signal would take the next line.
        self.until('stop of all', lambda: all(stat(pid)[0] == 'T' for pid in below(self.pid)))
        self.line('echo al"iv"e')
        self.expect('alive')
        self.prompt()

    def end(self):
        for pid in [self.pid] + below(self.pid):
            try:
                os.kill(pid, signal.SIGKILL)
            except ProcessLookupError:
                pass
        os.close(self.master)
        os.waitpid(self.pid, 0)

def bash():
    shell = Terminal('bash', '--norc', '--noediting', '-i')
    shell.prompt()
    return shell

def cat(shell, word='hello'):
    shell.line(f'{INIT} cat')
    shell.echo(word)

def interrupt(shell):
    cat(shell)
    shell.type(INTERRUPT)
    shell.code(130)

def stop(shell):
    cat(shell)
    for word in 'one', 'two', 'three':
        shell.stopped()
        shell.line('jobs')
        shell.expect(STOPPED)
        shell.prompt()
        shell.foreground('')
        shell.echo(word)
    shell.type(END)
    shell.code(0)

def two_jobs(shell):
    cat(shell, 'first')
    shell.stopped()
    cat(shell, 'second')
    shell.stopped()
    shell.foreground(' %1')
    shell.echo('again')
    shell.type(INTERRUPT)
    shell.code(130)
    shell.foreground(' %2')
    shell.echo('once more')
    shell.type(END)
    shell.code(0)

def background_of_a_stopped(shell):
    cat(shell)
    shell.stopped()
    shell.line('bg')
    begun = shell.seen
    shell.prompt()
    # It wants to read what is typed for the shell.
    shell.until('reader that is stopped', lambda: [stat(pid)[0] for pid in below(shell.pid)] == ['T', 'T'])
    shell.told('', STOPPED, begun)
    shell.foreground('')
    shell.echo('again')
    shell.type(INTERRUPT)
    shell.code(130)

def background_that_runs(shell):
    shell.line(f'{INIT} sleep 600')
    shell.until('sleep', lambda: any(name(pid) == 'sleep' for pid in below(shell.pid)[1:]))
    shell.stopped()
    shell.line('bg')
    shell.prompt()
    shell.line('jobs')
    shell.expect(r'\[1\]\+?\s+Running')
    shell.line('kill %1; wait %1; echo code $?')
    shell.expect(r'code 143\r?\n')

def end_of_a_stopped(shell):
    cat(shell)
    shell.stopped()
    # The shell sends SIGCONT after it, and tells of the end at a prompt: of two, the one that comes after the end.
    shell.line('kill %1')
    shell.until('end', lambda: not below(shell.pid))
    shell.line('')
    shell.expect(r'\[1\]\+?\s+Exit 143')

def background(shell):
    shell.line(f'{INIT} cat &')
    shell.prompt()
    shell.line('echo "s"till')
    shell.expect('still')
    shell.prompt()
    shell.until('reader that is stopped', lambda: [stat(pid)[0] for pid in below(shell.pid)] == ['T', 'T'])
    shell.told('jobs', STOPPED, shell.seen)
    shell.prompt()
    shell.foreground('')
    shell.echo('hello')
    shell.stopped()
    shell.foreground('')
    shell.echo('again')
    shell.type(END)
    shell.code(0)

def pipeline(shell):
    shell.line(f'{INIT} cat | {INIT} cat')
    shell.echo('hello')
    shell.stopped()
    shell.foreground('')
    shell.echo('again')
    shell.type(END)
    shell.code(0)

def end_of_a_pipeline(shell):
    shell.line(f'cat | {INIT} cat')
    shell.echo('hello')
    shell.stopped()
    shell.foreground('')
    shell.echo('again')
    shell.type(END)
    shell.code(0)

def script(shell):
    with open(f'{FOLDER}/script', 'w') as file:
        file.write(f'{INIT} cat\necho after $?\n')
    shell.line(f'sh {FOLDER}/script')
    shell.echo('hello')
    shell.stopped()
    shell.foreground('')
    shell.echo('again')
    shell.type(INTERRUPT)
    shell.expect('after 130')
    shell.prompt()

def editor(shell):
    with open(f'{FOLDER}/editor', 'w') as file:
        file.write('import os, signal, sys\nfor line in sys.stdin:\n'
            '    if line == "stop\\n": os.kill(0, signal.SIGTSTP)\n    print("said " + line, end="", flush=True)\n')
    shell.line(f'{INIT} /usr/bin/python3 {FOLDER}/editor')
    for word in 'one', 'two':
        shell.line(word)
        shell.expect('said ' + word)
        shell.line('stop')
        shell.expect(STOPPED)
        shell.prompt()
        shell.foreground('')
        shell.expect('said stop')
    shell.type(END)
    shell.code(0)

def inner_shell(shell):
    shell.line(f'PS1="INNER> " {INIT} bash --norc --noediting -i')
    shell.expect('INNER> ')
    shell.line('cat')
    shell.echo('hello')
    shell.type(STOP)
    shell.expect(STOPPED)
    shell.expect('INNER> ')
    shell.foreground('')
    shell.echo('again')
    shell.type(INTERRUPT)
    shell.expect('INNER> ')
    shell.line('exit 5')
    shell.code(5)

def suspended_shell(shell):
    shell.line(f'PS1="INNER> " {INIT} bash --norc --noediting -i')
    shell.expect('INNER> ')
    shell.line('suspend')
    shell.expect(STOPPED)
    shell.prompt()
    shell.foreground('')
    shell.line('echo "b"ack')
    shell.expect('back')
    shell.line('exit 5')
    shell.code(5)

def messages(shell):
    shell.line('stty tostop')
    shell.prompt()
    shell.line(f'{INIT} /nowhere/at/all')
    shell.expect('/nowhere/at/all.*o such file')
    shell.code(127)
    shell.prompt()
    shell.line(f'{INIT} /nowhere/at/all & wait $!; echo code $?')
    shell.expect('/nowhere/at/all.*o such file')
    shell.expect(r'code 127\r?\n')
    shell.prompt()
    cat(shell)
    shell.stopped()
    shell.foreground('')
    shell.echo('again')
    shell.type(END)
    shell.code(0)

# In a pid namespace without a session of its own everything of the terminal's is outside, and 0: cat must read all the same.
def namespace(shell):
    shell.line(f'unshare --pid --fork --kill-child --mount-proc {INIT} cat')
    shell.echo('hello')
    shell.type(INTERRUPT)
    shell.code(130)

# Who comes after pm1 in a script has the terminal again.
def script_goes_on(shell):
    with open(f'{FOLDER}/after', 'w') as file:
        file.write(f'{INIT} true\nread line\necho "got $line"\n')
    shell.line(f'sh {FOLDER}/after')
    shell.line('something')
    shell.expect('got something')
    shell.prompt()

def session_leader():
    leader = Terminal(*INIT.split(), 'cat')
    leader.echo('hello')
    child, = children(leader.pid)
    for word in 'one', 'two', 'three':
        # No shell is there that could let it go on.
        leader.type(STOP)
        leader.expect(r'\^Z')
        leader.echo(word)
    for word in 'four', 'five', 'six', 'seven':
        # Whoever stops it otherwise lets it go on through its init.
        os.kill(child, signal.SIGSTOP)
        leader.state(child, 'T')
        os.kill(leader.pid, signal.SIGCONT)
        leader.state(child, 'SR')
        leader.echo(word)
    leader.until('foreground', lambda: os.tcgetpgrp(leader.master) == child)
    leader.type(INTERRUPT)
    leader.state(leader.pid, 'Z')
    code = os.waitstatus_to_exitcode(os.waitid(os.P_PID, leader.pid, os.WEXITED | os.WNOWAIT).si_status << 8)
    assert code == 130, code
    return leader

if SCENE == 'session_leader':
    session_leader().end()
else:
    shell = bash()
    try:
        globals()[SCENE](shell)
    finally:
        shell.end()
