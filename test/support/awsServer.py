"""Runs the AWS CLI in forks of one process, so that its modules are imported only once.

    python awsServer.py SOCKET AWS

AWS is the script of the AWS CLI. Each connection is one run: awsClient.py sends its arguments, environment, folder, umask, and
stdin, stdout and stderr, and gets the exit status. Prints a line when it listens, and ends when stdin does. Exits with status 1
where a fork could differ from a new process.
"""

import gc
import importlib
import json
import os
import runpy
import select
import signal
import socket
import sys
import types

path, script = sys.argv[1:]
sys.path[0] = os.path.dirname(script)

# What a module keeps of the environment when it is imported must be known, to be changed in each fork.
HOME = '/' + os.urandom(16).hex()
os.environ['HOME'] = HOME
before = dict(os.environ)

import awscli.clidriver  # noqa: E402

driver = awscli.clidriver.create_clidriver()
session = driver.session
session.set_credentials('AKIA', 'secret')
session.create_client('sts', region_name='us-east-1')
for module in ['awscli.formatter', 'awscli.paramfile', 'getpass', 'shlex', 'webbrowser']:
    importlib.import_module(module)
del driver, session
by_import = {name: value for name, value in os.environ.items() if before.get(name) != value}


def functions_of(namespace):
    for value in namespace.values():
        function = value.__func__ if isinstance(value, (classmethod, staticmethod)) else value
        if isinstance(function, types.FunctionType):
            yield function


def move_home(old, new):
    """Changes the home folder in the globals, class attributes and default parameters of all modules."""

    def moved(value):
        return value.replace(old, new) if isinstance(value, str) and old in value else value

    for module in list(sys.modules.values()):
        if module is sys.modules['__main__'] or not isinstance(module, types.ModuleType):
            continue
        classes = [value for value in vars(module).values() if isinstance(value, type)]
        for holder in [module, *classes]:
            namespace = dict(vars(holder))
            for name, value in namespace.items():
                if moved(value) is not value:
                    setattr(holder, name, moved(value))
            for function in functions_of(namespace):
                if function.__defaults__:
                    function.__defaults__ = tuple(map(moved, function.__defaults__))


def kept(home):
    """Returns what still has the home folder."""
    gc.collect()
    own = [globals(), os.environ._data, before]
    found = []
    for each in gc.get_objects():
        values = each.values() if isinstance(each, dict) else each if isinstance(each, (list, tuple, set)) else ()
        if not any(each is one for one in own) and any(isinstance(value, str) and home in value for value in list(values)):
            found.append(each)
    return found


def receive(connection):
    """Returns a request and its three files."""
    data, files, _, _ = socket.recv_fds(connection, 1 << 16, 3)
    while not data.endswith(b'\n'):
        data += connection.recv(1 << 16)
    return json.loads(data), files


def prepare(request, files):
    """Makes this process what a new one would be."""
    for number, file in enumerate(files):
        os.dup2(file, number)
        os.close(file)
    os.chdir(request['cwd'])
    os.umask(request['umask'])
    env = request['env']
    if any(name in env for name in by_import) or 'HOME' not in env:
        os.execve(script, [script, *request['args']], env)
    os.environ.clear()
    os.environ.update({**env, **by_import})
    move_home(HOME, env['HOME'])
    sys.argv = [script, *request['args']]
    if env.get('PYTHONPATH'):
        sys.path[1:1] = env['PYTHONPATH'].split(os.pathsep)
        sys.modules.pop('sitecustomize', None)
        importlib.import_module('sitecustomize')


def supervise(connection, child):
    """Sends the wait status of a run, and ends the run if the client ends."""
    ended = os.pidfd_open(child)
    readable, _, _ = select.select([ended, connection], [], [])
    if ended not in readable:
        os.kill(child, signal.SIGTERM)
    _, status = os.waitpid(child, 0)
    connection.sendall(b'%d\n' % status)


def reap():
    """Clears away the supervisors that have ended."""
    try:
        while os.waitpid(-1, os.WNOHANG)[0]:
            pass
    except ChildProcessError:
        pass


def serve():
    """Returns only in the process of a run."""
    listener = socket.socket(socket.AF_UNIX)
    listener.bind(path)
    listener.listen(64)
    print('listening', flush=True)
    while True:
        readable, _, _ = select.select([listener, 0], [], [])
        if 0 in readable:
            os._exit(0)
        connection, _ = listener.accept()
        reap()
        if os.fork() == 0:
            listener.close()
            request, files = receive(connection)
            child = os.fork()
            if child == 0:
                connection.close()
                prepare(request, files)
                return
            for file in files:
                os.close(file)
            supervise(connection, child)
            os._exit(0)
        connection.close()


elsewhere = HOME[::-1]
move_home(HOME, elsewhere)
if kept(HOME):
    print('in no place where it could be changed:', kept(HOME), file=sys.stderr)
    sys.exit(1)
move_home(elsewhere, HOME)
gc.freeze()
serve()
runpy.run_path(script, run_name='__main__')
