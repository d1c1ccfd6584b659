import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { parseKnownFiles } from '@aws-sdk/shared-ini-file-loader';
import { realFiles } from '../../src/platform/files';
import { readProfiles } from '../../src/profiles/read';
import { describeWithAwsCli } from '../support/awsCli';
import { askAwsCli } from './awsCli';
import { flat, ours, read } from './cases';
import { AGREED } from './corpus';
import { DIFFERENCES } from './differences';
import { tameCases } from './random';
import { askSdk, askSdkForProfiles, inFolder } from './sdk';

describe('the SDK for JavaScript', () => {
  it.each(Object.entries(AGREED))('reads "%s" as we do', async (_, texts) => {
    expect(await askSdkForProfiles(texts)).toEqual(flat(ours(texts)));
  });

  it('reads 500 random files as we do', async () => {
    for (const texts of tameCases(500)) {
      expect({ texts, reading: await askSdkForProfiles(texts) }).toEqual({ texts, reading: flat(ours(texts)) });
    }
  });

  it('reads services as we do', async () => {
    const texts = {
      config: '[services a]\nsts =\n  endpoint_url = http://x\ns3 =\n  endpoint_url = y\n',
      credentials: '',
    };
    const blocks = [...(read(texts.config).services.get('a')?.settings ?? [])];
    const settings = blocks.map(([block, { nested }]) => [`${block}.endpoint_url`, nested?.get('endpoint_url')?.value]);
    expect(await askSdk(texts)).toEqual({ 'services.a': Object.fromEntries(settings) });
  });

  it.each(DIFFERENCES)('differs from us where $title', async ({ texts, sdk, us }) => {
    expect(await askSdkForProfiles(texts)).toEqual(sdk);
    expect(flat(ours(texts))).toEqual(us);
    expect(us).not.toEqual(sdk);
  });

  it('takes an unreadable file for an empty one, as the AWS CLI does; we report it', () =>
    inFolder(async (config) => {
      const filepath = join(config, 'credentials');
      expect(await parseKnownFiles({ configFilepath: config, filepath, ignoreCache: true })).toEqual({});
      mkdirSync(filepath);
      const env = { AWS_CONFIG_FILE: '', AWS_SHARED_CREDENTIALS_FILE: filepath };
      expect(() => readProfiles(realFiles, env)).toThrow(`Can't read ${filepath}: `);
    }));
});

describeWithAwsCli('where the SDK for JavaScript differs, the AWS CLI', () => {
  it('reads as we do, in every case', () => {
    const readings = askAwsCli(DIFFERENCES.map(({ texts }) => texts)).map(flat);
    expect(DIFFERENCES.map(({ title }, index) => [title, readings[index]])).toEqual(
      DIFFERENCES.map(({ title, us }) => [title, us]),
    );
  });
});
