/** The form of a value: as a pattern, as what follows "must be" in a message, and as an example. */
export interface Rule {
  readonly pattern: RegExp;
  readonly form: string;
  readonly example: string;
}

/** A region becomes part of a host name (botocore, validate_region_name). */
export const REGION = /^(?![0-9]+$)(?!-)[a-zA-Z0-9-]{1,63}(?<!-)$/;

/** IAM: the ARN of a role, at most 2048 characters (STS: `arnType`). */
export const ROLE_ARN = /^(?=.{20,2048}$)arn:[\w-]+:iam::\d{12}:role\/[\x21-\x7e]+$/;

/** The limits of STS (its service model, `service-2.json`), by the keys of a profile. */
export const RULES = {
  role_arn: { pattern: ROLE_ARN, form: 'the ARN of a role', example: 'arn:aws:iam::123456789012:role/Admin' },
  role_session_name: {
    pattern: /^[\w+=,.@-]{2,64}$/,
    form: '2 to 64 letters, digits or any of +=,.@_-',
    example: 'me@example.com',
  },
  external_id: {
    pattern: /^[\w+=,.@:/-]{2,1224}$/,
    form: '2 to 1224 letters, digits or any of +=,.@:/_-',
    example: 'example-id',
  },
  mfa_serial: {
    pattern: /^[\w+=/:,.@-]{9,256}$/,
    form: 'the ARN or serial number of an MFA device',
    example: 'arn:aws:iam::123456789012:mfa/me',
  },
  mfa_process: { pattern: /\S/, form: 'a command that prints an MFA code', example: 'pass otp aws' },
  source_identity: {
    pattern: /^(?!aws:)[\w+=,.@-]{2,64}$/,
    form: '2 to 64 letters, digits or any of +=,.@_-',
    example: 'me@example.com',
  },
} as const satisfies Readonly<Record<string, Rule>>;

/** STS: `tagKeyType` (keys that start like AWS's own are rejected too) and `tagValueType`. */
export const isTagKey = (key: string): boolean => /^(?!aws:)[\p{L}\p{Z}\p{N}_.:/=+\-@]{1,128}$/iu.test(key);
export const isTagValue = (value: string): boolean => /^[\p{L}\p{Z}\p{N}_.:/=+\-@]{0,256}$/u.test(value);
export const MAX_TAGS = 50;

/** STS: `sessionPolicyDocumentType`, and how many managed policies AssumeRole accepts. */
export const POLICY = /^[\t\n\r\u0020-\u00ff]+$/;
export const POLICY_ARN = /^(?=.{20,2048}$)arn:[\w-]+:iam::(\d{12}|aws):policy\/[\x21-\x7e]+$/;
export const MAX_POLICIES = 10;

/** STS: `roleDurationSecondsType`, in seconds. */
export const MIN_DURATION = 900;
export const MAX_DURATION = 43_200;

/** STS: the limit of GetSessionToken, in seconds. */
export const MAX_SESSION_DURATION = 129_600;

/** How long an MFA session lasts by default, in seconds: 12 hours, as with the AWS CLI's `mfa-login`. */
export const SESSION_SECONDS = 43_200;

/** In seconds. A role assumed with the credentials of a role lasts an hour at most (IAM user guide, role chaining). */
export const MAX_CHAINED_DURATION = 3600;
