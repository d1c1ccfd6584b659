"""Runs the AWS CLI by awsServer.py, with this process's own environment, folder, stdin, stdout and stderr.

    python -IS awsClient.py SOCKET AWS ARGUMENTS

On a terminal, it runs the program AWS itself: what the server runs has no terminal.
"""

import json
import os
import signal
import socket
import sys

path, script, *args = sys.argv[1:]
if any(map(os.isatty, range(3))):
    os.execv(script, [script, *args])
mask = os.umask(0)
os.umask(mask)
request = {'args': args, 'env': dict(os.environ), 'cwd': os.getcwd(), 'umask': mask}
connection = socket.socket(socket.AF_UNIX)
connection.connect(path)
message = json.dumps(request).encode() + b'\n'
sent = socket.send_fds(connection, [message], [0, 1, 2])
connection.sendall(message[sent:])
answer = b''
while not answer.endswith(b'\n'):
    received = connection.recv(64)
    if not received:
        sys.exit('the server of the AWS CLI has ended')
    answer += received
status = int(answer)
if os.WIFSIGNALED(status):
    signal.signal(os.WTERMSIG(status), signal.SIG_DFL)
    os.kill(os.getpid(), os.WTERMSIG(status))
sys.exit(os.waitstatus_to_exitcode(status))
