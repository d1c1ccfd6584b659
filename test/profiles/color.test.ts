import { colorOf } from '../../src/profiles/color';
import { readProfiles } from '../../src/profiles/read';
import { fakeFiles, files } from './cases';

const CONFIG = '/home/ada/.aws/config';
const SETTINGS = '/home/ada/.config/assume/config';

const read = (config: string, settings?: string) => {
  const texts: Record<string, string | undefined> = { [CONFIG]: config, [SETTINGS]: settings };
  return readProfiles({ ...fakeFiles(files('')), read: (path) => texts[path] }, { HOME: '/home/ada' });
};

describe('the color of a profile', () => {
  it.each([
    'prod',
    'web-prod',
    'PROD',
    'prod-web',
    'a/prd',
    'live.web',
    'web_production',
    'ada@prod',
    'prod:eu',
    'nonsense-prod',
    'arn:aws:iam::111122223333:role/prod',
  ])('is red for %s, which is named after production', (name) => {
    expect(colorOf(name, read(''))).toBe('red');
  });

  it.each(['dev', 'nonprod', 'non-prod', 'pre.prod', 'test_live', 'product', 'delivery', 'preprod', 'alive'])(
    'is none for %s',
    (name) => {
      expect(colorOf(name, read(''))).toBeUndefined();
    },
  );

  it.each([
    ['is the one that the profile chooses', 'green', 'green'],
    ['is chosen in any case', 'Blue', 'blue'],
    ['is none if the profile says so', 'none', undefined],
    ['is that of production if the chosen one is unknown', 'pink', 'red'],
  ])('%s', (_title, value, color) => {
    expect(colorOf('prod', read(`[profile prod]\nassume_color = ${value}\n`))).toBe(color);
  });

  it.each([
    ['a whole name', 'web', 'web', 'red'],
    ['no part of a name', 'web', 'web-dev', undefined],
    ['any text by *', '*-web, x', 'prod-eu-web', 'red'],
    ['one character by ?', 'web-?', 'web-1', 'red'],
    ['one character by ?, not two', 'web-?', 'web-12', undefined],
    ['the other characters literally', 'a.b+', 'aXb+', undefined],
    ['any case', 'WEB', 'web', 'red'],
    ['a list over several lines', 'api,\n  web', 'web', 'red'],
    ['nothing if there are none, not even prod', '', 'prod', undefined],
  ])('is red where the patterns of production match: %s', (_title, patterns, name, color) => {
    expect(colorOf(name, read('', `[assume]\nproduction = ${patterns}\n`))).toBe(color);
  });
});
