"""The URLs that botocore, the AWS CLI's own code, calls: reads cases as JSON from stdin, prints its results as JSON.

Only the network is replaced: a request ends where it would be sent, and its URL is the result.
"""
import json
import os
import sys
import tempfile
from urllib.parse import urlsplit

sys.path.pop(0)  # the folder of this script has a botocore.py of its own

import botocore.session
from botocore import UNSIGNED
from botocore.config import Config
from botocore.loaders import create_loader

LOADER = create_loader()

# As botocore's providers of credentials and tokens create these clients; only Identity Center's have a region of their own.
CALLS = {
    'sts': ('sts', 'get_session_token', {}),
    'sso': ('sso', 'get_role_credentials', {'roleName': 'R', 'accountId': '1', 'accessToken': 't'}),
    'sso_oidc': ('sso-oidc', 'create_token', {'clientId': 'i', 'clientSecret': 's', 'grantType': 'g'}),
    'signin': ('signin', 'create_o_auth2_token', {
        'tokenInput': {'clientId': 'i', 'grantType': 'refresh_token', 'refreshToken': 'r'}}),
}


class Sent(Exception):
    pass


def stop(request, **_):
    parts = urlsplit(request.url)
    raise Sent(f'{parts.scheme}://{parts.netloc}')


def url_of(service, region, config, env, folder):
    path = os.path.join(folder, 'config')
    with open(path, 'w', encoding='utf-8') as file:
        file.write(config)
    os.environ.clear()
    os.environ.update(env, AWS_CONFIG_FILE=path, AWS_SHARED_CREDENTIALS_FILE=os.path.join(folder, 'none'))
    name, operation, parameters = CALLS[service]
    try:
        session = botocore.session.Session(profile='me')
        session.register_component('data_loader', LOADER)
        own = {'region_name': region} if service.startswith('sso') else {}
        client = session.create_client(name, config=Config(signature_version=UNSIGNED, **own))
        client.meta.events.register('before-send', stop)
        getattr(client, operation)(**parameters)
    except Sent as sent:
        return str(sent)
    except Exception as error:
        return type(error).__name__
    return None


with tempfile.TemporaryDirectory() as temporary:
    answers = [url_of(folder=temporary, **case) for case in json.load(sys.stdin)]
json.dump(answers, sys.stdout)
