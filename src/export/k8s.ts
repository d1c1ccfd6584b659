import { type Exported, variables } from './types';

/** A DNS-1123 label, which every name in Kubernetes may be. */
const resourceName = (profile: string) =>
  profile
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 63)
    .replace(/^-|-$/g, '') || 'aws-credentials';

/** A Secret. Everything is quoted, since YAML takes a bare `1234`, `null` or `1e3` for something else than text. */
export const k8s = (exported: Exported): string =>
  [
    'apiVersion: v1',
    'kind: Secret',
    'metadata:',
    `  name: "${resourceName(exported.profile)}"`,
    'type: Opaque',
    'data:',
    ...variables(exported).map(([name, value]) => `  ${name}: "${Buffer.from(value).toString('base64')}"`),
    '',
  ].join('\n');
