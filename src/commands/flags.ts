import { boolean, string as option } from '@oclif/core/flags';

/** What decides the credentials, for every command that gets or explains some. */
export const PLAN_FLAGS = {
  region: option({ char: 'r', summary: 'Use this region instead of the one of the profile' }),
  duration: option({ summary: 'How long they are valid: 1h, 90m, or seconds' }),
  'session-name': option({ summary: 'Name of the role session, as CloudTrail shows it' }),
  'external-id': option({ summary: 'External ID that the role asks for' }),
  tag: option({
    multiple: true,
    multipleNonGreedy: true,
    summary: 'Session tag, key=value; several are several flags',
  }),
  'transitive-tag': option({
    multiple: true,
    multipleNonGreedy: true,
    summary: 'Key of a tag that goes on to the next role',
  }),
  'source-identity': option({ summary: 'Who is behind the session, as CloudTrail shows it' }),
  policy: option({ summary: 'Session policy: JSON, or file://path' }),
  'policy-arn': option({
    multiple: true,
    multipleNonGreedy: true,
    summary: 'ARN of a managed policy as session policy',
  }),
  'role-arn': option({ summary: 'A role that no profile has' }),
  'source-profile': option({ summary: 'The profile that assumes --role-arn; else the credentials of this shell' }),
};

/** What else may be said where credentials are got. */
export const CREDENTIAL_FLAGS = {
  ...PLAN_FLAGS,
  'mfa-token': option({ char: 't', summary: 'Use this MFA code instead of asking for one' }),
  refresh: boolean({ summary: 'Ask AWS again, whatever is cached' }),
  'no-cache': boolean({ summary: 'Neither read nor write any cache' }),
  'no-input': boolean({ summary: 'Never ask: fail if a person is needed' }),
};
