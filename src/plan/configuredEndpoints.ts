import type { Profile, Profiles, Section, Setting } from '../profiles/types';

/** The endpoint URLs in the settings of a profile. */
export interface ConfiguredEndpoints {
  /** Those of its `services` section, by their variables. */
  readonly services: ReadonlyMap<string, Setting>;
  /** Its endpoint_url, for all other services. */
  readonly all?: Setting | undefined;
  /** Its `services` line if that section is missing or empty: without a variable, botocore then creates no client. */
  readonly broken?: Setting | undefined;
}

/** What botocore looks up in a `services` section: a service ID in lower case, with `_` (ConfiguredEndpointProvider). */
const SERVICE = /^[a-z0-9_]+$/;

/** The variable for the endpoint URL of the service with that ID. */
export const endpointVariable = (service: string): string => `AWS_ENDPOINT_URL_${service.toUpperCase()}`;

/** An empty URL counts as unset. */
const nonEmpty = (setting: Setting | undefined) => (setting?.value ? setting : undefined);

const servicesIn = (section: Section | undefined) =>
  new Map(
    [...(section?.settings ?? [])].flatMap(([service, { nested }]): [string, Setting][] => {
      const url = nonEmpty(nested?.get('endpoint_url'));
      return url && SERVICE.test(service) ? [[endpointVariable(service), url]] : [];
    }),
  );

/** The endpoint URLs of a profile, whether or not something ignores or overrides them. */
export function endpointsOf(profile: Profile | undefined, { services }: Profiles): ConfiguredEndpoints {
  const name = profile?.settings.get('services');
  const section = name && services.get(name.value);
  return {
    services: servicesIn(section),
    all: nonEmpty(profile?.settings.get('endpoint_url')),
    broken: section && section.settings.size > 0 ? undefined : name,
  };
}
