import { setUp } from '../src/demo/setup';
import { DEMO_SHELLS, type DemoShell } from '../src/demo/shells';
import { openTerminal, type Terminal } from '../test/support/terminal';
import { which } from '../test/support/tools';

/** One thing that was tried, what the terminal showed of it, and whether that is as promised. */
export interface Step {
  readonly title: string;
  readonly saw: string;
  readonly ok: boolean;
}

/** What the prompt says, where no cursor movement of the shell can be taken for it. */
const promptOf = (profile: string) => new RegExp(`^${profile}[$%>] ?$`);

const lastLine = (screen: string) => screen.split('\n').at(-1) ?? '';

/** Types a line and waits for the prompt that follows; gives what stood between the two. */
async function enter(terminal: Terminal, line: string, profile: string): Promise<string> {
  const before = terminal.screen().split('\n').length;
  terminal.type(`${line}\r`);
  const screen = await terminal.waitFor(
    (now) => now.split('\n').length > before && promptOf(profile).test(lastLine(now)),
    20_000,
  );
  return screen.split('\n').slice(before, -1).join('\n').trim();
}

const role = (arn: string) => /assumed-role\/(\S+)/.exec(arn)?.[1] ?? arn;

/** Walks through one shell, as a person would: by keys, and by what the screen shows. */
async function walk(terminal: Terminal, code: () => string): Promise<Step[]> {
  const steps: Step[] = [];
  const note = (title: string, saw: string, ok: boolean) => steps.push({ title, saw, ok });

  await terminal.waitFor((now) => promptOf('demo').test(lastLine(now)), 20_000);
  await enter(terminal, 'assume dev', 'dev');
  const dev = role(await enter(terminal, 'caller-identity', 'dev'));
  note('assume dev', dev, dev.endsWith('Developer/dev-session'));

  terminal.type('assume pr\t');
  const completed = lastLine(await terminal.waitFor(/assume prod\b/)).trim();
  note('assume pr<TAB>', completed.replace(/^\S+\s/, ''), completed.endsWith('assume prod'));
  terminal.type('\r');
  await terminal.waitFor(/MFA code of .*: ?$/);
  await enter(terminal, code(), 'prod');
  const prod = role(await enter(terminal, 'caller-identity', 'prod'));
  note('with an MFA code', prod, prod.endsWith('Admin/prod-session'));

  await enter(terminal, 'assume billing', 'billing');
  const billing = role(await enter(terminal, 'caller-identity', 'billing'));
  note('with no other code', billing, billing.endsWith('Billing/billing-session'));

  await enter(terminal, 'assume audit', 'audit');
  const audit = role(await enter(terminal, 'caller-identity', 'audit'));
  note('assume audit', audit, audit.endsWith('Auditor/audit-session'));

  await enter(terminal, 'assume off', 'demo');
  const environment = await enter(terminal, 'env', 'demo');
  const left = environment.match(/^(AWS_ACCESS_KEY_ID|ASSUME_[A-Z]+)=/gm)?.length ?? 0;
  note('assume off', left === 0 ? 'nothing is left' : `${left} variables are left`, left === 0);
  return steps;
}

/**
 * Walks through the demo in one shell, with a home folder and an STS of its own.
 * @param root the package's folder, built
 */
export async function tour(root: string, { command }: DemoShell): Promise<Step[]> {
  const { home, mfaCode, close } = await setUp(root, process.env);
  const [file, ...args] = command;
  const terminal = openTerminal({ file, args, env: home.env, cwd: home.folder });
  try {
    return await walk(terminal, mfaCode);
  } finally {
    await terminal.close();
    await close();
  }
}

/** The shells of this machine that a tour can go through. */
export const installedShells = () => DEMO_SHELLS.filter(({ command: [program] }) => which(program) !== undefined);
