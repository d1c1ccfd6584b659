import { skippedLine, skippedList } from './skipped';
import { describeWith, find, howToGet, neededBy, program, TOOL_NAMES, TOOLS, testWith, which } from './tools';

describe('the declared tools', () => {
  test.each(TOOL_NAMES)('%s has a use, and a way to get it', (name) => {
    expect(TOOLS[name].use).toMatch(/^\S.*[^.]$/);
    expect(howToGet(name)).toMatch(/\S/);
    expect(Boolean(TOOLS[name].debian)).not.toBe(Boolean(TOOLS[name].get));
  });

  test('a missing one is reported with the way to get it', () => {
    expect(which('no-such-program')).toBeUndefined();
    expect(which('sh')).toMatch(/\/sh$/);
    const missing = TOOL_NAMES.filter((name) => find(name) === undefined);
    for (const name of missing) expect(() => program(name)).toThrow(howToGet(name));
  });

  test('a skipped test names the tools that it needs', () => {
    expect(neededBy('in zsh [needs zsh] with Ctrl-C [needs python3, zsh]')).toEqual(['zsh', 'python3']);
    expect(neededBy('in zsh')).toEqual([]);
  });
});

describeWith([], 'a block that needs nothing', () => {
  testWith([])('runs', () => {});
});

describe('the line at the end', () => {
  const zsh = ['e2e/mfa', 'e2e/mfaSession', 'shells/tab', 'init'].map((file) => ({
    file,
    title: 'in zsh [needs zsh] works',
  }));
  const pwsh = { file: 'init', title: 'starts [needs pwsh]' };
  const docker = { file: 'export/docker', title: 'reads it [needs docker]' };
  const other = { file: 'init', title: 'later' };

  test('says which tests were skipped, which tools they need, and how to get them', () => {
    expect(skippedLine([...zsh, pwsh, docker, other])).toBe(
      'Skipped 7 tests, listed in build/skippedTests.txt. They need: zsh (4 in e2e/, init, shells/), ' +
        'pwsh (1 in init), docker (optional; 1 in export/docker), nothing, but are marked as skipped (1 in init). ' +
        'Get them: apt-get install zsh docker.io; pwsh: dotnet tool install --global PowerShell --version 7.6.9',
    );
    expect(skippedList([docker])).toBe('docker: apt-get install docker.io\n  export/docker: reads it [needs docker]\n');
  });

  test('is missing if nothing was skipped', () => {
    expect(skippedLine([])).toBeUndefined();
  });
});
