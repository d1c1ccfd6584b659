import { type Exported, variables } from './types';

const json = (value: unknown) => `${JSON.stringify(value, null, 2)}\n`;

/** One object: the name of each variable, and its value. */
export const object = (exported: Exported): string => json(Object.fromEntries(variables(exported)));

/**
 * What a `credential_process` prints, version 1
 * (https://docs.aws.amazon.com/sdkref/latest/guide/feature-process-credentials.html).
 */
export const credentialProcess = ({ values }: Exported): string =>
  json({
    Version: 1,
    AccessKeyId: values.AWS_ACCESS_KEY_ID,
    SecretAccessKey: values.AWS_SECRET_ACCESS_KEY,
    SessionToken: values.AWS_SESSION_TOKEN,
    Expiration: values.AWS_CREDENTIAL_EXPIRATION,
    AccountId: values.AWS_ACCOUNT_ID,
  });
