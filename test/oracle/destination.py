"""Where the AWS CLI sends requests: reads cases as JSON from stdin, prints the results as JSON.

A case has the AWS files, commands, and runs: words before each command, and the environment. Only the sending is replaced.
"""
import contextlib
import io
import json
import os
import sys
import tempfile
from urllib.parse import urlsplit

import awscli.clidriver as clidriver  # version 2 puts its own copy in place of botocore
from botocore.configprovider import ConfiguredEndpointProvider
from botocore.httpsession import URLLib3Session
from botocore.session import Session

OWN = {name: os.environ[name] for name in ('AWS_DATA_PATH', 'PATH') if name in os.environ}
loader = None  # shared, so that each model is read once


class Sent(BaseException):
    pass


def send(self, request):
    raise Sent(self._verify, request.url)


URLLib3Session.send = send


def new_driver(env):
    """The AWS CLI in an environment."""
    global loader
    os.environ.clear()
    os.environ.update(OWN, **env)
    driver = clidriver.create_clidriver()
    loader = loader or driver.session.get_component('data_loader')
    driver.session.register_component('data_loader', loader)
    return driver


def destination(driver, words):
    """The scheme and host of the first request, and the certificates that it trusts; or why there is none."""
    errors = io.StringIO()
    try:
        with contextlib.redirect_stderr(errors), contextlib.redirect_stdout(errors):
            driver.main(words)
    except Sent as sent:
        verify, url = sent.args
        scheme, host = urlsplit(url)[:2]
        return f'{scheme}://{host}' + (f' trusting {verify}' if isinstance(verify, str) else '')
    except Exception as error:
        return f'error: {error}'
    lines = [line for line in errors.getvalue().strip().split('\n') if line]
    return f'error: {lines[-1] if lines else "nothing was sent"}'


def run(words, env, commands):
    driver = new_driver(env)
    return [destination(driver, words + command) for command in commands]


def variables():
    """The variable of each service, and its key in a `services` section."""
    found = {}
    for name in Session().get_available_services():
        provider = ConfiguredEndpointProvider({}, {}, name, {})
        found[name] = [provider._transformed_service_id.lower(), provider._get_service_env_var_name()]
    return found


def main():
    cases = json.load(sys.stdin)
    results = []
    with tempfile.TemporaryDirectory() as home:
        os.mkdir(f'{home}/.aws')
        for case in cases:
            for name in ('config', 'credentials'):
                with open(f'{home}/.aws/{name}', 'w') as file:
                    file.write(case.get(name, ''))
            results.append([run(words, {**env, 'HOME': home}, case['commands']) for words, env in case['runs']])
    json.dump({'variables': variables(), 'results': results}, sys.stdout)


main()
