import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { COMMAND_SPECS } from '../../../src/argv/commandManifest';
import { tokenize } from '../../../src/argv/tokenize';
import { TOOLS } from '../../../src/doctor/moving/replacements';
import { drawTable } from '../../../src/terminal/columns';
import { ROOT } from '../../install/homeFixture';

describe('what replaces the commands of other tools', () => {
  const rows = TOOLS.flatMap(([name, replacements]) => replacements.map((row) => [name, row.theirs, row] as const));

  test.each(rows)('%s, %s: is a command line that assume accepts', (_name, _theirs, { ours }) => {
    if (!ours.startsWith('assume ')) {
      expect(ours).toMatch(/^aws configure\b|^(sso_\* without|not needed:|keep it:|the settings)/);
      return;
    }
    const { spec, problem, flags } = tokenize(ours.split(' ').slice(1));
    expect(problem).toBeUndefined();
    if (spec.id === 'export' && ours.includes('--format'))
      expect(flags.map((flag) => flag.spec.name)).toContain('format');
  });

  test('no word of another tool hides one of ours', () => {
    const own = [
      ...Object.keys(COMMAND_SPECS),
      ...Object.values(COMMAND_SPECS.use?.flags ?? {}).map(({ name }) => `--${name}`),
    ];
    expect(rows.flatMap(([, , { typed = [] }]) => typed).filter((word) => own.includes(word))).toEqual([]);
  });

  test('is the same in docs/migrating.md', () => {
    const page = readFileSync(join(ROOT, 'docs/migrating.md'), 'utf8');
    const shown = page
      .split('\n## ')
      .slice(1)
      .map((section) => {
        const [name = ''] = section.split('\n');
        const cells = [...section.matchAll(/^\| (.*) \| (.*) \|$/gm)].map(([, theirs = '', ours = '']) => [
          theirs,
          ours,
        ]);
        return [name, cells.slice(1).map((row) => row.map((cell) => cell.replaceAll('`', '')))];
      });
    expect(shown).toEqual(TOOLS.map(([name, table]) => [name, table.map(({ theirs, ours }) => [theirs, ours])]));
  });

  test('fits a terminal of 80 columns', () => {
    const layout = { width: Number.POSITIVE_INFINITY, ellipsis: '…', header: String };
    for (const [name, table] of TOOLS) {
      const rows = table.map(({ theirs, ours }) => [theirs, ours]);
      const text = drawTable([{ title: name }, { title: 'assume' }], rows, layout);
      expect(text.split('\n').filter((line) => line.length > 80)).toEqual([]);
    }
  });
});
