"""What botocore does for the profiles of a test: reads cases as JSON from stdin, answers JSON.

Only the network is replaced: a client that notes each call and hands out credentials named after the role.
"""
import datetime
import json
import os
import sys
import tempfile

from awscli import botocore  # noqa: F401  the Debian package keeps its own copy there

sys.modules.setdefault('botocore', botocore)

import botocore.session
from botocore.credentials import (
    AssumeRoleProvider,
    CanonicalNameCredentialSourcer,
    ContainerProvider,
    CredentialResolver,
    EnvProvider,
    InstanceMetadataProvider,
    ProfileProviderBuilder,
)


class NoCache(dict):
    def __contains__(self, key):
        return False


class Client:
    def __init__(self, calls, access_key):
        self.calls, self.access_key = calls, access_key

    def assume_role(self, **kwargs):
        self.calls.append({
            'signer': self.access_key,
            'roleArn': kwargs['RoleArn'],
            'externalId': kwargs.get('ExternalId'),
            'mfaSerial': kwargs.get('SerialNumber'),
            'durationSeconds': kwargs.get('DurationSeconds'),
        })
        expiration = datetime.datetime.now(datetime.timezone.utc) + datetime.timedelta(hours=1)
        return {'Credentials': {
            'AccessKeyId': kwargs['RoleArn'],
            'SecretAccessKey': 'secret',
            'SessionToken': 'token',
            'Expiration': expiration,
        }}


class Foreign(Exception):
    """Credentials that are not access keys of a file."""


def guard(provider):
    """Names a provider that has credentials of another kind, instead of asking it for them."""
    def load():
        found = {
            'custom-process': lambda: provider._credential_process is not None,
            'sso': lambda: provider._load_sso_config() is not None,
            'assume-role-with-web-identity': lambda: provider._get_config('web_identity_token_file') is not None,
        }[provider.METHOD]()
        if found:
            raise Foreign(provider.METHOD)
    return load


class Profiles(ProfileProviderBuilder):
    def providers(self, profile_name, disable_env_vars=False):
        providers = super().providers(profile_name, disable_env_vars)
        for provider in providers:
            if provider.METHOD in ('custom-process', 'sso', 'assume-role-with-web-identity'):
                provider.load = guard(provider)
        return providers


def sourcer():
    sources = [EnvProvider(environ={}), ContainerProvider(environ={}), InstanceMetadataProvider(None)]
    found = CanonicalNameCredentialSourcer(sources)

    def source_credentials(name):
        raise Foreign('credential_source')

    found.source_credentials = source_credentials
    return found


def answer(case, folder):
    for name in ('config', 'credentials'):
        with open(os.path.join(folder, name), 'w', encoding='utf-8') as file:
            file.write(case.get(name, ''))
    session = botocore.session.Session(profile=case['profile'])
    session.set_config_variable('config_file', os.path.join(folder, 'config'))
    session.set_config_variable('credentials_file', os.path.join(folder, 'credentials'))
    calls = []
    builder = Profiles(session, cache=NoCache())
    roles = AssumeRoleProvider(
        load_config=lambda: session.full_config,
        client_creator=lambda service, **kwargs: Client(calls, kwargs['aws_access_key_id']),
        cache=NoCache(),
        profile_name=case['profile'],
        prompter=lambda prompt: '123456',
        credential_sourcer=sourcer(),
        profile_provider_builder=builder,
    )
    try:
        if case['profile'] not in session.full_config['profiles']:
            return {'error': 'ProfileNotFound'}
        found = CredentialResolver([roles, *builder.providers(case['profile'], True)]).load_credentials()
        if found is None:
            return {'error': 'NoCredentials'}
        frozen = found.get_frozen_credentials()
    except Foreign as kind:
        return {'foreign': str(kind)}
    except Exception as error:
        return {'error': type(error).__name__}
    return {'calls': calls, 'key': frozen.access_key, 'token': None if calls else frozen.token}


with tempfile.TemporaryDirectory() as temporary:
    json.dump([answer(case, temporary) for case in json.load(sys.stdin)], sys.stdout)
