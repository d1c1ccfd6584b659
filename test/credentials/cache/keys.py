"""The file names that botocore gives to answers of AWS: reads requests as JSON from stdin, answers JSON."""
import json
import sys

try:
    from awscli import botocore  # the Debian package keeps its own copy there

    sys.modules.setdefault('botocore', botocore)
except ImportError:
    pass

from botocore.credentials import (
    AssumeRoleCredentialFetcher,
    AssumeRoleWithWebIdentityCredentialFetcher,
    SSOCredentialFetcher,
)


def key(request):
    kind = request.pop('kind')
    if kind == 'hasToken':  # since 2.37.9
        return hasattr(AssumeRoleWithWebIdentityCredentialFetcher, '_cache_key_args')
    if kind == 'sso':
        return SSOCredentialFetcher(sso_region='', client_creator=None, **request)._cache_key
    role = request.pop('RoleArn')
    if kind == 'role':
        return AssumeRoleCredentialFetcher(None, None, role, extra_args=request)._cache_key
    token = request.pop('WebIdentityToken')
    return AssumeRoleWithWebIdentityCredentialFetcher(None, lambda: token, role, extra_args=request)._cache_key


json.dump([key(request) for request in json.load(sys.stdin)], sys.stdout)
