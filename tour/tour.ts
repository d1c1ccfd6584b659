import { DEMO_SHELLS, type DemoShell } from '../src/demo/demoShells';
import { startDemo } from '../src/demo/startDemo';
import { openTerminal, type Terminal } from '../test/support/terminal';
import { which } from '../test/support/tools';

/** One step of a tour: what was tried, what the terminal showed, and whether that is as promised. */
export interface TourStep {
  readonly title: string;
  readonly result: string;
  readonly ok: boolean;
}

const TIMEOUT_MS = 20_000;

/** Matches a line that holds the prompt and nothing else, so that a line that the shell is still redrawing doesn't count. */
const promptOf = (profile: string) => new RegExp(`^${profile}( \\d+m)?[$%>] ?$`);

const lastLine = (screen: string) => screen.split('\n').at(-1) ?? '';

/** Types a line, waits for the prompt of the profile, and returns what was printed in between. */
async function enter(terminal: Terminal, line: string, profile: string): Promise<string> {
  const before = terminal.screen().split('\n').length;
  terminal.type(`${line}\r`);
  const screen = await terminal.waitFor(
    (now) => now.split('\n').length > before && promptOf(profile).test(lastLine(now)),
    TIMEOUT_MS,
  );
  return screen.split('\n').slice(before, -1).join('\n').trim();
}

/** The role and session name in an ARN, else the text as it is. */
const roleIn = (text: string) => /assumed-role\/(\S+)/.exec(text)?.[1] ?? text;

/** Walks through one shell the way a user would: by keys, and by what the screen shows. */
async function walk(terminal: Terminal, mfaCode: () => string): Promise<TourStep[]> {
  const steps: TourStep[] = [];
  const record = (title: string, result: string, ok: boolean) => steps.push({ title, result, ok });

  await terminal.waitFor((now) => promptOf('demo').test(lastLine(now)), TIMEOUT_MS);
  await enter(terminal, 'assume dev', 'dev');
  const dev = roleIn(await enter(terminal, 'caller-identity', 'dev'));
  record('assume dev', dev, dev.endsWith('Developer/dev-session'));

  terminal.type('assume pr\t');
  const completed = lastLine(await terminal.waitFor(/assume prod\b/)).trim();
  record('assume pr<TAB>', completed.replace(/^.*?[$%>] /, ''), completed.endsWith('assume prod'));
  terminal.type('\r');
  await terminal.waitFor(/MFA code .*: ?$/);
  await enter(terminal, mfaCode(), 'prod');
  const prod = roleIn(await enter(terminal, 'caller-identity', 'prod'));
  record('assume prod, with an MFA code', prod, prod.endsWith('Admin/prod-session'));

  await enter(terminal, 'assume billing', 'billing');
  const billing = roleIn(await enter(terminal, 'caller-identity', 'billing'));
  record('assume billing, without another code', billing, billing.endsWith('Billing/billing-session'));

  await enter(terminal, 'assume audit', 'audit');
  const audit = roleIn(await enter(terminal, 'caller-identity', 'audit'));
  record('assume audit, a role chain', audit, audit.endsWith('Auditor/audit-session'));

  await enter(terminal, 'assume off', 'demo');
  const environment = await enter(terminal, 'env', 'demo');
  const left = environment.match(/^(AWS_ACCESS_KEY_ID|ASSUME_[A-Z]+)=/gm)?.length ?? 0;
  record('assume off', left === 0 ? 'environment restored' : `${left} variables left`, left === 0);
  return steps;
}

/**
 * Walks through the demo in one shell, with its own home folder and fake AWS.
 * @param root the package's folder, built
 * @throws Error if the shell doesn't show what a step waits for
 */
export async function tour(root: string, { command }: DemoShell): Promise<TourStep[]> {
  const { home, mfaCode, close } = await startDemo(root, process.env);
  const [file, ...args] = command;
  const terminal = openTerminal({ file, args, env: home.env, cwd: home.folder });
  try {
    return await walk(terminal, mfaCode);
  } finally {
    await terminal.close();
    await close();
  }
}

/** The shells of the tour that are installed. */
export const installedShells = () => DEMO_SHELLS.filter(({ command: [program] }) => which(program) !== undefined);
