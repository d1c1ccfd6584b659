/** The process environment, as a value. An unset variable is `undefined`, an empty one `''`. */
export type Env = Readonly<Record<string, string | undefined>>;

/**
 * The URL of another AWS than the real one, `''` if there is none: what the one has handed out is worth nothing to the
 * other. An endpoint that the AWS files name is the profile's own, and needs no such care.
 */
export const otherAws = ({ AWS_ENDPOINT_URL_STS: sts, AWS_ENDPOINT_URL: all }: Env): string => sts || all || '';
