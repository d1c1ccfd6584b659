import { join } from 'node:path';
import { sessionFastPath } from '../../src/entry/sessionFastPath';
import { scriptOf } from '../support/demo';
import { FILE_ATTACKS, type FileAttack, type Reader } from '../support/fileAttacks';
import { SESSION_SHELLS, writeSession } from '../support/sessionFiles';
import { run } from '../support/shells';
import { makeStub, type Stub } from '../support/stub';
import { describeWith } from '../support/tools';

const isRoot = process.getuid?.() === 0;
const attacks = FILE_ATTACKS.filter(({ as }) => as === undefined || (as === 'root') === isRoot);

/** Whether `assume prod` is answered from the session file, without the whole program. */
const uses: Record<'scripts' | 'binary', (reader: Reader, stub: Stub) => Promise<boolean>> = {
  binary: async (_, { home }) =>
    sessionFastPath(['--eval=bash/1', '--', 'prod'], { HOME: home }, Date.now()) !== undefined,
  scripts: async (reader, stub) => {
    const shell = reader as Exclude<Reader, 'binary'>;
    const [script, options] = [`${scriptOf(shell)}\nassume prod\n`, { env: stub.env, cwd: stub.home }];
    const { status, stderr } = await run(shell, script, options);
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    return stub.calls().length === 0;
  },
};

const mayUse = ({ usedBy = [] }: FileAttack, reader: Reader) =>
  usedBy.includes(reader) || (reader !== 'binary' && usedBy.includes('scripts'));

for (const reader of [...SESSION_SHELLS, 'binary'] as const) {
  const kind = reader === 'binary' ? reader : 'scripts';
  describeWith(reader === 'binary' ? [] : reader, `a session file, read by ${reader}`, () => {
    let stub: Stub;
    beforeEach(() => {
      stub = makeStub();
    });
    afterEach(() => stub.remove());

    test.each(
      attacks.map(
        (attack) => [`${mayUse(attack, reader) ? 'is used' : 'is ignored'}: ${attack.title}`, attack] as const,
      ),
    )('%s', async (_, attack) => {
      const at = (name: string) => join(stub.home, name);
      const { path, generation } = writeSession(stub, attack.before?.(at) ?? {});
      await attack.attack({ home: stub.home, path, generation, at });
      expect(await uses[kind](reader, stub)).toBe(mayUse(attack, reader));
    });
  });
}
