"""Runs the AWS CLI with support for AWS_ENDPOINT_URL_<SERVICE>, which Debian's version (2.9) doesn't have yet."""

import os
import sys

from awscli.clidriver import main
from botocore.session import Session  # after awscli, which puts its own botocore on the path

create_client = Session.create_client


def create_client_there(self, service_name, *args, **kwargs):
    variable = 'AWS_ENDPOINT_URL_' + service_name.upper().replace('-', '_')
    if not kwargs.get('endpoint_url'):
        kwargs['endpoint_url'] = os.environ.get(variable)
    return create_client(self, service_name, *args, **kwargs)


Session.create_client = create_client_there
sys.exit(main())
