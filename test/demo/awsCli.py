"""The AWS CLI as Debian packs it (2.9), which does not know AWS_ENDPOINT_URL_<SERVICE> yet: here it does."""

import os
import sys

from awscli.clidriver import main
from botocore.session import Session  # after awscli, which brings its own

create_client = Session.create_client


def create_client_there(self, service_name, *args, **kwargs):
    variable = 'AWS_ENDPOINT_URL_' + service_name.upper().replace('-', '_')
    if not kwargs.get('endpoint_url'):
        kwargs['endpoint_url'] = os.environ.get(variable)
    return create_client(self, service_name, *args, **kwargs)


Session.create_client = create_client_there
sys.exit(main())
