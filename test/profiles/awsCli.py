"""Prints what the AWS CLI reads in AWS files, in the order of the files: JSON on stdin and stdout."""
import json
import os
import sys
import tempfile

from awscli.botocore import configloader, session

# The class that the loader raises, which may come from Debian's own botocore.
ConfigParseError = configloader.botocore.exceptions.ConfigParseError


def pairs(value):
    return [[key, pairs(item)] for key, item in value.items()] if isinstance(value, dict) else value


def write(path, text):
    with open(path, 'w', encoding='utf-8', newline='') as file:
        file.write(text)


def profiles(case, folder):
    os.environ['AWS_CONFIG_FILE'] = os.path.join(folder, 'config')
    os.environ['AWS_SHARED_CREDENTIALS_FILE'] = os.path.join(folder, 'credentials')
    write(os.environ['AWS_CONFIG_FILE'], case['config'])
    write(os.environ['AWS_SHARED_CREDENTIALS_FILE'], case['credentials'])
    try:
        return {'profiles': pairs(session.Session().full_config['profiles'])}
    except ConfigParseError:
        return {'rejected': True}


with tempfile.TemporaryDirectory() as folder:
    print(json.dumps([profiles(case, folder) for case in json.load(sys.stdin)]))
