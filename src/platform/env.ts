/** The process environment, as a value. An unset variable is `undefined`, an empty one `''`. */
export type Env = Readonly<Record<string, string | undefined>>;

/**
 * The URL of an AWS other than the real one, `''` if there is none: credentials of one are worthless to the other. An
 * endpoint named in the AWS files belongs to its profile and isn't meant here.
 */
export const otherAws = ({ AWS_ENDPOINT_URL_STS: sts, AWS_ENDPOINT_URL: all }: Env): string => sts || all || '';
