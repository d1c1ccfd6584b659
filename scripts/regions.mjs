// Generates the list of regions and their names from the AWS SDK's own, which it doesn't export. It is committed; a test
// generates it again and compares.
import { readFileSync, writeFileSync } from 'node:fs';

const SDK = 'node_modules/@aws-sdk/core/dist-es/submodules/client/util-endpoints/lib/aws/partitions.js';

/** `{partition: {region: name}}`, without the pseudo-regions of whole partitions (`aws-global`). */
export async function regions() {
  const module = `data:text/javascript,${encodeURIComponent(readFileSync(SDK, 'utf8'))}`;
  const { partitionsInfo } = await import(module);
  const named = partitionsInfo.partitions.map(({ id, regions }) => [
    id,
    Object.fromEntries(
      Object.entries(regions).flatMap(([region, { description }]) =>
        region.endsWith('-global') ? [] : [[region, description]],
      ),
    ),
  ]);
  return `${JSON.stringify(Object.fromEntries(named), null, 2)}\n`;
}

export const writeRegions = async () => writeFileSync('src/completion/regions.json', await regions());
