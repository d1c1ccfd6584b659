import { validationError } from './refusal';

/** The parameters of a request, by AWS's names. */
export type Parameters = Readonly<Record<string, string>>;

/** What a parameter must be. `min` and `max` are of the number if `isNumber`, else of the length. */
interface Constraint {
  readonly required?: true;
  readonly isNumber?: true;
  readonly min: number;
  readonly max: number;
  readonly pattern?: string;
}

/** The names that parameters have in AWS's messages, and their limits, as in the service model. */
export type Constraints = Readonly<Record<string, Constraint>>;

const MFA: Constraints = {
  SerialNumber: { min: 9, max: 256, pattern: '[\\w+=/:,.@-]*' },
  TokenCode: { min: 6, max: 6, pattern: '[\\d]*' },
};

/** The limits of AssumeRole. */
export const ASSUME_ROLE: Constraints = {
  RoleArn: { required: true, min: 20, max: 2048 },
  RoleSessionName: { required: true, min: 2, max: 64, pattern: '[\\w+=,.@-]*' },
  DurationSeconds: { isNumber: true, min: 900, max: 43_200 },
  ExternalId: { min: 2, max: 1224, pattern: '[\\w+=,.@:\\/-]*' },
  SourceIdentity: { min: 2, max: 64, pattern: '[\\w+=,.@-]*' },
  Policy: { min: 1, max: 100_000 },
  ...MFA,
};

/** The limits of AssumeRoleWithWebIdentity. */
export const WEB_IDENTITY: Constraints = {
  RoleArn: { required: true, min: 20, max: 2048 },
  RoleSessionName: { required: true, min: 2, max: 64, pattern: '[\\w+=,.@-]*' },
  WebIdentityToken: { required: true, min: 4, max: 20_000 },
  DurationSeconds: { isNumber: true, min: 900, max: 43_200 },
};

/** The limits of GetSessionToken. */
export const GET_SESSION_TOKEN: Constraints = {
  DurationSeconds: { isNumber: true, min: 900, max: 129_600 },
  ...MFA,
};

/** @throws Refusal that names all that is wrong, as AWS does */
export function validate(parameters: Parameters, constraints: Constraints): void {
  const errors = Object.entries(constraints).flatMap(([name, constraint]) => {
    const value = parameters[name];
    const member = name.charAt(0).toLowerCase() + name.slice(1);
    const said = value === undefined ? 'null' : `'${value}'`;
    return broken(value, constraint).map(
      (rule) => `Value ${said} at '${member}' failed to satisfy constraint: Member must ${rule}`,
    );
  });
  if (errors.length === 0) return;
  const count = errors.length === 1 ? '1 validation error' : `${errors.length} validation errors`;
  throw validationError(`${count} detected: ${errors.join('; ')}`);
}

/** The rules that a value breaks. A duration that is no number breaks both of its limits. */
export function broken(value: string | undefined, { required, isNumber, min, max, pattern }: Constraint): string[] {
  if (value === undefined) return required ? ['not be null'] : [];
  const [size, noun] = isNumber ? [wholeNumber(value), 'value'] : [value.length, 'length'];
  const rules: [boolean, string][] = [
    [size >= min, `have ${noun} greater than or equal to ${min}`],
    [size <= max, `have ${noun} less than or equal to ${max}`],
    [
      pattern === undefined || new RegExp(`^(?:${pattern})$`, pattern.includes('\\p') ? 'u' : '').test(value),
      `satisfy regular expression pattern: ${pattern}`,
    ],
  ];
  return rules.flatMap(([isKept, rule]) => (isKept ? [] : [rule]));
}

const wholeNumber = (text: string) => (/^-?\d+$/.test(text) ? Number(text) : Number.NaN);
