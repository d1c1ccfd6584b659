import type { QueryParameters } from './awsQuery';
import { validationError } from './serviceHttp';

/** The limits of a parameter. `min` and `max` apply to the number if `isNumber`, else to the length. */
interface Constraint {
  readonly required?: true;
  readonly isNumber?: true;
  readonly min: number;
  readonly max: number;
  readonly pattern?: string;
}

/** Parameters by AWS's names, with the limits of the service model. */
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

/** Checks a request's parameters. @throws ServiceError that names every violation at once, as AWS does */
export function validate(parameters: QueryParameters, constraints: Constraints): void {
  const errors = Object.entries(constraints).flatMap(([name, constraint]) => {
    const value = parameters[name];
    const member = name.charAt(0).toLowerCase() + name.slice(1);
    const shown = value === undefined ? 'null' : `'${value}'`;
    return violations(shown, member, brokenRules(value, constraint));
  });
  if (errors.length === 0) return;
  const count = errors.length === 1 ? '1 validation error' : `${errors.length} validation errors`;
  throw validationError(`${count} detected: ${errors.join('; ')}`);
}

/** AWS's sentences for the rules that a value breaks. @param shown the value as the message quotes it */
export const violations = (shown: string, member: string, rules: readonly string[]): string[] =>
  rules.map((rule) => `Value ${shown} at '${member}' failed to satisfy constraint: Member must ${rule}`);

/** The rules that a value breaks, as they follow "Member must". A duration that isn't a number breaks both limits. */
export function brokenRules(
  value: string | undefined,
  { required, isNumber, min, max, pattern }: Constraint,
): string[] {
  if (value === undefined) return required ? ['not be null'] : [];
  const [size, noun] = isNumber ? [wholeNumber(value), 'value'] : [value.length, 'length'];
  const rules: [isMet: boolean, rule: string][] = [
    [size >= min, `have ${noun} greater than or equal to ${min}`],
    [size <= max, `have ${noun} less than or equal to ${max}`],
    [
      pattern === undefined || new RegExp(`^(?:${pattern})$`, pattern.includes('\\p') ? 'u' : '').test(value),
      `satisfy regular expression pattern: ${pattern}`,
    ],
  ];
  return rules.flatMap(([isMet, rule]) => (isMet ? [] : [rule]));
}

const wholeNumber = (text: string) => (/^-?\d+$/.test(text) ? Number(text) : Number.NaN);
