import { ends, later, OVER, PROGRAM, printed, words } from '../support/autoRenew';
import { PROMPT_HOOKS } from '../support/promptHooks';
import { describeShell, SHELL_NAMES } from '../support/shells';
import { makeStub, type Stub } from '../support/stub';
import { type InteractiveShell, interactiveShell } from '../support/terminal';
import { testEachWith } from '../support/tools';

describe.each(SHELL_NAMES)('prompt hooks of other tools', (shell) => {
  let stub: Stub;
  let terminal: InteractiveShell | undefined;
  beforeEach(() => {
    stub = makeStub();
    stub.does(PROGRAM);
    stub.write('project/.envrc', 'export FROM_ENVRC=yes\n');
  });
  afterEach(async () => {
    await terminal?.close();
    terminal = undefined;
    stub.remove();
  });

  const integration = printed(shell);
  const orders: readonly (readonly [string, (theirs: string) => string])[] = [
    ['before', (theirs) => `${theirs}\n${integration}`],
    ['after', (theirs) => `${integration}\n${theirs}`],
    ['between two copies of ours', (theirs) => `${integration}\n${theirs}\n${integration}`],
  ];
  const cases = Object.entries(PROMPT_HOOKS[shell]).flatMap(([name, hook]) =>
    orders.map(([when, init]) => [name, when, { ...hook, init: init(hook.init) }] as const),
  );

  describeShell(shell, `in ${shell}`, () => {
    testEachWith(cases, ([, , { needs = [] }]) => needs)(
      '%s, loaded %s, still runs, and so does the renewal',
      async (_name, _when, hook) => {
        terminal = await interactiveShell(shell, { home: stub.home, cwd: stub.home, init: hook.init, env: stub.env });
        const last = async (line: string) => (await terminal?.enter(line))?.split('\n').at(-1);
        ends(stub, OVER, later());
        await last('assume prod');
        expect(await last('printenv AWS_ACCESS_KEY_ID')).toMatch(/^key\d+$/);
        await last(hook.typed);
        expect(await last(hook.called)).toBe('yes');
        expect(words(stub)).toEqual([['prod'], ['prod', '--no-input']]);
      },
    );
  });
});
