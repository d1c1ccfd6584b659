import { settingsFile } from '../../src/platform/env';
import { readUserSettings } from '../../src/profiles/userSettings';

const read = (env: Record<string, string>, texts: Record<string, string>) =>
  readUserSettings({ read: (path) => texts[path] }, env);

describe('the settings of this program', () => {
  it('are in assume/config, in the folder for settings', () => {
    const texts = { '/etc/xdg/assume/config': '[assume]\nproduction = *-prod, live\nbrowser = firefox\n' };
    expect(read({ HOME: '/home/ada', XDG_CONFIG_HOME: '/etc/xdg' }, texts)).toEqual({
      production: ['*-prod', 'live'],
      browser: 'firefox',
      unknown: [],
    });
  });

  it('are in the folder that APPDATA names on Windows', () => {
    const env = { HOME: '/c/ada', APPDATA: 'C:\\ada\\AppData\\Roaming', XDG_CONFIG_HOME: '/etc/xdg' };
    expect(settingsFile(env, 'win32')).toBe('C:\\ada\\AppData\\Roaming\\assume\\config');
    expect(settingsFile(env, 'linux')).toBe('/etc/xdg/assume/config');
    // A relative folder would be another one in every working directory.
    expect(settingsFile({ ...env, APPDATA: 'Roaming' }, 'win32')).toBe('/etc/xdg/assume/config');
  });

  it.each<[string, Record<string, string>]>([
    ['without a file', { HOME: '/home/ada' }],
    ['without a home folder', { HOME: '' }],
  ])('are none %s', (_title, env) => {
    expect(read(env, {})).toEqual({ unknown: [] });
  });

  it('name what is unknown, with file and line', () => {
    const file = '/home/ada/.config/assume/config';
    expect(read({ HOME: '/home/ada' }, { [file]: '[assume]\ncolour = red\n[other]\n' }).unknown).toEqual([
      { location: `${file}:2`, name: 'colour' },
      { location: `${file}:3`, name: '[other]' },
    ]);
  });

  it('are the defaults where the syntax is wrong, with file and line', () => {
    const file = '/home/ada/.config/assume/config';
    const { failure, ...settings } = read(
      { HOME: '/home/ada' },
      { [file]: '[assume]\nbrowser = firefox\nproduction\n' },
    );
    expect(settings).toEqual({ unknown: [] });
    expect(failure?.message).toContain(`${file}:3: `);
  });
});
