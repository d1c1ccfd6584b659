import { chmodSync, mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { MAIN } from '../support/bundles';
import { type LongShell, openLongShell } from '../support/longShell';
import { plainEnvironment, runProgram, type ShellName } from '../support/shells';
import { START_URL, startTwoAws, type TwoAws } from './identityAws';
import { IdentityFiles } from './identityChanges';
import {
  type Files,
  type Identity,
  KEYS,
  OutsideModel,
  rightIdentity,
  type UserEnv,
  type Wanted,
} from './identityModel';
import type { Step } from './identitySteps';
import { writeCliEntry } from './identityTampering';
import {
  baseVariables,
  between,
  EVERYTHING,
  fromJson,
  fromLines,
  isSetByUs,
  KEY_VARIABLES,
  quoted,
  show,
  sorted,
  type Variables,
  wordsOf,
} from './identityVariables';

/** A shell, what its user has set, and what it holds. */
interface Person {
  readonly shell: LongShell;
  readonly calls: string;
  user: UserEnv;
  env: Readonly<Record<string, string>>;
  /** How often an assume was answered without a process. */
  hits: number;
}

/** A home folder with two AWSs behind it, shells in it, and a model of what is right there. */
export class IdentityWorld {
  private constructor(
    private readonly home: string,
    private readonly aws: TwoAws,
    private readonly files: IdentityFiles,
    private readonly people: readonly Person[],
  ) {}

  static async open(names: readonly ShellName[]): Promise<IdentityWorld> {
    const home = mkdtempSync(join(tmpdir(), 'assume-identity-'));
    const aws = await startTwoAws();
    const program = (name: string, text: string) => {
      mkdirSync(join(home, 'bin'), { recursive: true });
      writeFileSync(join(home, 'bin', name), `#!/bin/sh\n${text}\n`);
      chmodSync(join(home, 'bin', name), 0o755);
    };
    program('assume', `echo >>"$CALLS"\nexec '${process.execPath}' '${MAIN}' "$@"`);
    const output = KEYS.map((name) => {
      const { accessKeyId: AccessKeyId, secretAccessKey: SecretAccessKey } = aws.secrets[name];
      return `${name}) echo '${JSON.stringify({ Version: 1, AccessKeyId, SecretAccessKey })}' ;;`;
    });
    program('print-keys', `case $1 in ${output.join(' ')} esac`);
    mkdirSync(join(home, '.local/share/fish/generated_completions'), { recursive: true });
    const files = new IdentityFiles(home, aws, START_URL);
    const people = names.map((name, at): Person => {
      const calls = join(home, `calls-${at}`);
      const folder = join(home, `shell-${at}`);
      mkdirSync(folder);
      writeFileSync(calls, '');
      const user: UserEnv = {};
      const base = plainEnvironment({ HOME: home, PATH: `${join(home, 'bin')}:${process.env.PATH}`, CALLS: calls });
      const env = baseVariables(home, aws, user);
      return { shell: openLongShell(name, folder, { ...base, ...env }), calls, user, env: { ...env }, hits: 0 };
    });
    return new IdentityWorld(home, aws, files, people);
  }

  /** How often each shell was answered without a process. */
  hits = () => this.people.map(({ shell, hits }) => [shell.name, hits] as const);

  /** Does a step. @throws Error that says what was wrong, if the answer was another's */
  async do(step: Step): Promise<void> {
    switch (step.do) {
      case 'assume':
        // What no builtin can tell from an earlier state is for the binary.
        if (this.files.files.isBeyondBuiltins) await this.eval(this.person(step.shell), step.wanted);
        else await this.assume(this.person(step.shell), step.wanted);
        break;
      case 'eval':
        await this.eval(this.person(step.shell), step.wanted);
        break;
      case 'exec':
      case 'export':
        await this.ask(this.person(step.shell), step.do, step.wanted);
        break;
      case 'cli':
        await this.awsCli(this.person(step.shell), step.profile);
        break;
      case 'off':
        await this.off(this.person(step.shell));
        break;
      case 'set':
        for (const [at, person] of this.people.entries()) {
          if (step.shell === undefined || step.shell === at) await this.set(person, step.variable, step.to);
        }
        break;
      case 'plain':
        for (const person of this.people) {
          for (const variable of ['sts', 'all', 'sso', 'configFile'] as const)
            await this.set(person, variable, undefined);
        }
        break;
      case 'together':
        await this.together(step);
        break;
      default:
        this.files.apply(step);
    }
    this.files.files.remember();
  }

  private person(at: number): Person {
    return this.people[at % this.people.length] as Person;
  }

  /** Fails unless the identity is one of those that are right. */
  private expect(who: string, wanted: Wanted, user: UserEnv, found: Identity, states: readonly Files[]): void {
    const right = this.right(states, user, wanted);
    if (right === 'unknown' || right.includes(found)) return;
    throw new Error(`${who} got ${show(found)}; right is ${[...new Set(right.map(show))].join(' or ')}`);
  }

  private right(states: readonly Files[], user: UserEnv, wanted: Wanted): readonly Identity[] | 'unknown' {
    try {
      return states.map((state) => rightIdentity(state, user, wanted));
    } catch (error) {
      if (error instanceof OutsideModel) return 'unknown';
      throw error;
    }
  }

  /** @param isChanging whether the files may change meanwhile */
  private async assume(person: Person, wanted: Wanted, isChanging = false): Promise<void> {
    const { shell, user, env: before } = person;
    const states = [this.files.files.read(user)];
    // Without an endpoint the call would go to the real AWS.
    if (this.right(states, user, wanted) === 'unknown') return;
    const calls = statSync(person.calls).size;
    const { status, env } = await shell.run(`assume ${quoted(wordsOf(wanted))}`);
    const words = wordsOf(wanted).join(' ');
    const isHit = statSync(person.calls).size === calls;
    const who = `assume ${words} in ${shell.name}${isHit ? ', without a process,' : ''}`;
    if (isHit && status === 0) person.hits++;
    person.env = env;
    const possible = isChanging ? between(states[0] as Files, this.files.files.read(user)) : states;
    const messages = shell.messages();
    try {
      if (status !== 0 && JSON.stringify(sorted(env)) !== JSON.stringify(sorted(before))) {
        throw new Error(`${who} failed (${status}), and left ${JSON.stringify(env)} of ${JSON.stringify(before)}`);
      }
      this.expect(who, wanted, user, status === 0 ? this.identityIn(env) : undefined, possible);
      if (status === 0) this.expectDestination(who, wanted, user, env, possible);
    } catch (error) {
      throw messages ? new Error(`${(error as Error).message}\nstderr: ${messages}`) : error;
    }
  }

  /** Fails if the shell would send its requests where another profile's belong. */
  private expectDestination(
    who: string,
    wanted: Wanted,
    { all }: UserEnv,
    env: Variables,
    states: readonly Files[],
  ): void {
    const { urls } = this.aws;
    const name = 'profile' in wanted ? wanted.profile : wanted.source;
    const own = states.map(({ config }) => (name === undefined ? undefined : config?.[name]?.endpoint));
    const right = all ? [urls[all]] : [undefined, ...own.map((endpoint) => endpoint && urls[endpoint])];
    if (!right.includes(env.AWS_ENDPOINT_URL)) throw new Error(`${who} left AWS_ENDPOINT_URL=${env.AWS_ENDPOINT_URL}`);
  }

  private identityIn = (env: Variables): Identity =>
    this.aws.issuedTo(env.AWS_ACCESS_KEY_ID, env.AWS_SECRET_ACCESS_KEY, env.AWS_SESSION_TOKEN);

  /** Asks the binary as the shell would, without evaluating its answer. */
  private async eval(person: Person, wanted: Wanted): Promise<void> {
    const states = [this.files.files.read(person.user)];
    if (this.right(states, person.user, wanted) === 'unknown') return;
    const env = { HOME: this.home, ...person.env };
    const { status, stdout, stderr } = await runProgram(
      process.execPath,
      [MAIN, '--eval=bash/1', '--', ...wordsOf(wanted)],
      { env, cwd: this.home },
    );
    const variables = Object.fromEntries(
      [...stdout.matchAll(/export (\w+)='([^']*)'/g)].map(([, name, value]) => [name, value]),
    );
    const who = `assume --eval ${wordsOf(wanted).join(' ')} with the variables of ${person.shell.name}`;
    this.expectAnswer(who, person, wanted, states, { status, printed: stdout, variables, stderr });
  }

  private expectAnswer(
    who: string,
    { user }: Person,
    wanted: Wanted,
    states: readonly Files[],
    { status, printed, variables, stderr }: { status: number; printed: string; variables: Variables; stderr: string },
  ): void {
    try {
      if (status !== 0 && /A[KS]IA[A-Z2-7]{16}/.test(printed))
        throw new Error(`${who} failed (${status}), and printed a key`);
      this.expect(who, wanted, user, status === 0 ? this.identityIn(variables) : undefined, states);
    } catch (error) {
      throw new Error(`${(error as Error).message}\nstderr: ${stderr}`);
    }
  }

  /** `assume exec` and `assume export` in a shell, which inherit what it holds. */
  private async ask(person: Person, command: 'exec' | 'export', wanted: Wanted): Promise<void> {
    const states = [this.files.files.read(person.user)];
    if (this.right(states, person.user, wanted) === 'unknown') return;
    const { shell } = person;
    const words = quoted(wordsOf(wanted));
    const { status, printed, env } = await shell.run(
      command === 'exec' ? `assume exec ${words} env` : `assume export ${words} --format process`,
    );
    const variables = command === 'exec' ? fromLines(printed) : fromJson(printed);
    const who = `assume ${command} ${wordsOf(wanted).join(' ')} in ${shell.name}`;
    this.expectAnswer(who, person, wanted, states, { status, printed, variables, stderr: shell.messages() });
    if (JSON.stringify(sorted(env)) !== JSON.stringify(sorted(person.env))) throw new Error(`${who} changed the shell`);
  }

  /**
   * The AWS CLI uses a profile, and leaves an entry in the cache that it shares: under its own key, which names neither
   * who asked nor whom. It runs as in a shell without an endpoint of its own, because no file could show that.
   */
  private async awsCli({ user: { container, keys } }: Person, profile: string): Promise<void> {
    const user: UserEnv = { ...(container && { container }), ...(keys && { keys }) };
    const states = [this.files.files.read(user)];
    const definition = states[0]?.config?.[profile];
    const right = this.right(states, user, { profile });
    if (!definition || right === 'unknown' || right.includes(undefined)) return;
    const { status, stdout, stderr } = await runProgram(
      process.execPath,
      [MAIN, 'export', profile, '--format', 'process', '--no-cache'],
      { env: { HOME: this.home, ...baseVariables(this.home, this.aws, user) }, cwd: this.home },
    );
    const found = status === 0 ? this.identityIn(fromJson(stdout)) : undefined;
    try {
      this.expect(`assume export ${profile} --no-cache`, { profile }, user, found, states);
    } catch (error) {
      throw new Error(`${(error as Error).message}\nstderr: ${stderr}`);
    }
    writeCliEntry(this.home, definition, stdout);
  }

  private async off(person: Person): Promise<void> {
    const { env } = await person.shell.run('assume off');
    person.env = env;
    const right = sorted(baseVariables(this.home, this.aws, person.user));
    if (JSON.stringify(sorted(env)) !== JSON.stringify(right)) {
      throw new Error(
        `assume off in ${person.shell.name} left ${JSON.stringify(sorted(env))}, not ${JSON.stringify(right)}`,
      );
    }
  }

  private async set(person: Person, variable: keyof UserEnv, to: string | undefined): Promise<void> {
    const { [variable]: old, ...others } = person.user;
    if (old === to) return;
    // What a person sets over the assumed keys, or to the very value that assume has set, is nobody's to say.
    const isOurs = variable === 'all' && person.env.ASSUME_ENDPOINTS !== undefined;
    if (isOurs || variable === 'keys') await this.off(person);
    person.user = { ...others, ...(to && { [variable]: to }) } as UserEnv;
    const wanted = baseVariables(this.home, this.aws, person.user);
    const names = Object.keys({ ...baseVariables(this.home, this.aws, { ...EVERYTHING }) });
    for (const name of names) {
      const isKey = KEY_VARIABLES.includes(name);
      if (isKey ? variable === 'keys' : person.env[name] !== wanted[name] && !isSetByUs(person.env, name)) {
        person.env = (await person.shell.set(name, wanted[name])).env;
      }
    }
  }

  /** Two shells at once, and perhaps a change of the files in the same moment. */
  private async together({ wanted, change, after }: Step & { do: 'together' }): Promise<void> {
    if (this.files.files.isBeyondBuiltins) return;
    const changed = delay(after).then(() => change && this.files.apply(change));
    const both = wanted.map((each, at) => this.assume(this.person(at), each, true));
    const results = await Promise.allSettled([...both, changed]);
    for (const result of results) if (result.status === 'rejected') throw result.reason;
  }

  async close(): Promise<void> {
    await Promise.all(this.people.map(({ shell }) => shell.close()));
    await this.aws.close();
    rmSync(this.home, { recursive: true, force: true, maxRetries: 10, retryDelay: 50 });
  }
}
