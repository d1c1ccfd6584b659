"""What botocore does with the profiles of a test: reads cases as JSON from stdin, prints its results as JSON.

Only the network is replaced, by a client that records each call and hands out credentials named after the role.
"""
import datetime
import json
import os
import sys
import tempfile
from types import SimpleNamespace

from awscli import botocore  # noqa: F401  the Debian package keeps its own copy there

sys.modules.setdefault('botocore', botocore)

import botocore.session
from botocore.credentials import (
    AssumeRoleProvider,
    CanonicalNameCredentialSourcer,
    ContainerProvider,
    CredentialResolver,
    Credentials,
    EnvProvider,
    InstanceMetadataProvider,
    ProfileProviderBuilder,
)
from botocore.utils import InstanceMetadataFetcher


class NoCache(dict):
    def __contains__(self, key):
        return False


FUTURE = (datetime.datetime.now(datetime.timezone.utc) + datetime.timedelta(hours=1)).isoformat()


class Client:
    """STS, which records who signs which call, and hands out credentials named after the role."""
    def __init__(self, calls, signer=None):
        self.calls, self.signer = calls, signer

    def assume_role(self, **kwargs):
        return self.issue(self.signer, kwargs)

    def assume_role_with_web_identity(self, **kwargs):
        return self.issue(kwargs['WebIdentityToken'], kwargs)

    def issue(self, signer, kwargs):
        name = kwargs['RoleSessionName']
        self.calls.append({
            'signer': signer,
            'roleArn': kwargs['RoleArn'],
            'roleSessionName': None if name.startswith('botocore-session-') else name,
            'externalId': kwargs.get('ExternalId'),
            'mfaSerial': kwargs.get('SerialNumber'),
            'durationSeconds': kwargs.get('DurationSeconds'),
        })
        return {'Credentials': {
            'AccessKeyId': kwargs['RoleArn'],
            'SecretAccessKey': 'secret',
            'SessionToken': 'token',
            'Expiration': FUTURE,
        }}


class Profiles(ProfileProviderBuilder):
    """The providers of a profile, whose credentials are named after where they would have come from."""
    def __init__(self, session, calls):
        super().__init__(session, cache=NoCache())
        self.calls = calls

    def _create_process_provider(self, profile_name):
        provider = super()._create_process_provider(profile_name)
        provider._retrieve_credentials_using = lambda command: {
            'access_key': 'process ' + command, 'secret_key': 'secret'}
        return provider

    def _create_sso_provider(self, profile_name):
        provider = super()._create_sso_provider(profile_name)

        def load():
            config = provider._load_sso_config()
            if config is None:
                return None
            keys = ('sso_session', 'sso_start_url', 'sso_region', 'sso_account_id', 'sso_role_name')
            return Credentials(' '.join(['sso', *[config.get(key, '-') for key in keys]]), 'secret')

        provider.load = load
        return provider

    def _create_web_identity_provider(self, profile_name, disable_env_vars):
        provider = super()._create_web_identity_provider(profile_name, disable_env_vars)
        provider._client_creator = lambda service, **kwargs: Client(self.calls)
        provider._token_loader_cls = lambda path: lambda: 'token ' + path
        return provider


class Container:
    """The credential agent of a container."""
    def full_url(self, relative):
        return relative

    def retrieve_full_uri(self, uri, headers=None):
        return {'AccessKeyId': 'container', 'SecretAccessKey': 'secret', 'Token': 'token', 'Expiration': FUTURE}


class Instance:
    """The metadata service of an EC2 instance, at the other end of the wire."""
    def send(self, request):
        role = request.url.endswith('/security-credentials/role')
        body = json.dumps({
            'AccessKeyId': 'instance', 'SecretAccessKey': 'secret', 'Token': 'token', 'Expiration': FUTURE}
        ) if role else 'role'
        return SimpleNamespace(status_code=200, content=body.encode(), text=body, headers={}, url=request.url)


def sourcer(env):
    fetcher = InstanceMetadataFetcher(env=env)
    fetcher._session = Instance()
    return CanonicalNameCredentialSourcer([
        EnvProvider(environ=env), ContainerProvider(environ=env, fetcher=Container()), InstanceMetadataProvider(fetcher)])


def answer(case, folder):
    for name in ('config', 'credentials'):
        with open(os.path.join(folder, name), 'w', encoding='utf-8') as file:
            file.write(case.get(name, ''))
    session = botocore.session.Session(profile=case['profile'])
    session.set_config_variable('config_file', os.path.join(folder, 'config'))
    session.set_config_variable('credentials_file', os.path.join(folder, 'credentials'))
    calls = []
    builder = Profiles(session, calls)
    roles = AssumeRoleProvider(
        load_config=lambda: session.full_config,
        client_creator=lambda service, **kwargs: Client(calls, kwargs['aws_access_key_id']),
        cache=NoCache(),
        profile_name=case['profile'],
        prompter=lambda prompt: '123456',
        credential_sourcer=sourcer(case.get('env', {})),
        profile_provider_builder=builder,
    )
    try:
        if case['profile'] not in session.full_config['profiles']:
            return {'error': 'ProfileNotFound'}
        found = CredentialResolver([roles, *builder.providers(case['profile'], True)]).load_credentials()
        if found is None:
            return {'error': 'NoCredentials'}
        frozen = found.get_frozen_credentials()
    except Exception as error:
        return {'error': type(error).__name__}
    return {'calls': calls, 'key': frozen.access_key, 'token': None if calls else frozen.token}


with tempfile.TemporaryDirectory() as temporary:
    json.dump([answer(case, temporary) for case in json.load(sys.stdin)], sys.stdout)
