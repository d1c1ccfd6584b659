/** The process environment, as a value. An unset variable is `undefined`, an empty one `''`. */
export type Env = Readonly<Record<string, string | undefined>>;
