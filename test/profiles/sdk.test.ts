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

describe('The SDK for JavaScript', () => {
  it.each(Object.entries(AGREED))('reads "%s" as we do', async (_, texts) => {
    expect(await askSdkForProfiles(texts)).toEqual(flat(ours(texts)));
  });

  it('reads 500 random files as we do', async () => {
    for (const texts of tameCases(500)) {
      expect({ texts, answer: await askSdkForProfiles(texts) }).toEqual({ texts, answer: flat(ours(texts)) });
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

  it.each(DIFFERENCES)('differs from us: $title', async ({ texts, sdk, us }) => {
    expect(await askSdkForProfiles(texts)).toEqual(sdk);
    expect(flat(ours(texts))).toEqual(us);
    expect(us).not.toEqual(sdk);
  });

  it('takes an unreadable file, as the AWS CLI does, for an empty one; we say that it cannot be read', () =>
    inFolder(async (config) => {
      const filepath = join(config, 'credentials');
      expect(await parseKnownFiles({ configFilepath: config, filepath, ignoreCache: true })).toEqual({});
      mkdirSync(filepath);
      const env = { AWS_CONFIG_FILE: '', AWS_SHARED_CREDENTIALS_FILE: filepath };
      expect(() => readProfiles(realFiles, env)).toThrow(`${filepath} cannot be read`);
    }));
});

describeWithAwsCli('The AWS CLI is with us where the SDK for JavaScript differs', () => {
  it('in every row', () => {
    const answers = askAwsCli(DIFFERENCES.map(({ texts }) => texts)).map(flat);
    expect(DIFFERENCES.map(({ title }, index) => [title, answers[index]])).toEqual(
      DIFFERENCES.map(({ title, us }) => [title, us]),
    );
  });
});
