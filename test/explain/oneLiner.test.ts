import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describeWithAwsCliAnd } from '../support/awsCli';
import { NAMES } from '../support/oddNames';
import { type InteractiveShell, interactiveShell } from '../support/terminal';
import { ADA, EXTERNAL_ID, inShell, LINE_SHELLS, type Machine, openMachine, shown } from './lineShells';

/** Variables that an earlier session left behind. */
const OLD = {
  AWS_ACCESS_KEY_ID: 'AKIAOLD',
  AWS_SECRET_ACCESS_KEY: 'old secret',
  AWS_SESSION_TOKEN: 'old token',
  AWS_SECURITY_TOKEN: 'older token',
  AWS_CREDENTIAL_EXPIRATION: '2020-01-01T00:00:00Z',
  AWS_PROFILE: 'nobody',
  AWS_DEFAULT_PROFILE: 'nobody',
  AWS_CREDENTIAL_SCOPE: 'old',
  AWS_REGION: 'us-west-2',
  AWS_DEFAULT_REGION: 'us-west-2',
};

const aws = (env: Readonly<Record<string, string>>) =>
  Object.fromEntries(Object.entries(env).filter(([name]) => /^A(WS|SSUME)_/.test(name) && !/_METADATA_/.test(name)));

const NEW = {
  AWS_ACCESS_KEY_ID: expect.stringMatching(/^ASIA\w{16}$/),
  AWS_SECRET_ACCESS_KEY: expect.stringMatching(/^[\w+/]{40}$/),
  AWS_SESSION_TOKEN: expect.stringMatching(/^[\w+/=]{50,}$/),
  AWS_CREDENTIAL_EXPIRATION: expect.stringMatching(/^20\d\d-\d\d-\d\dT[\d:]+(Z|\+00:00)$/),
  AWS_ACCOUNT_ID: '222233334444',
};

/** Values in the AWS files can't begin or end with a blank. */
const names = NAMES.filter((name) => name.trim() === name);

const region = (name: string) => ({ AWS_REGION: name, AWS_DEFAULT_REGION: name });

for (const shell of LINE_SHELLS) {
  describeWithAwsCliAnd(shell.needs, `a line for ${shell.name}`, () => {
    let machine: Machine;
    beforeAll(async () => {
      machine = await openMachine(names);
    });
    afterAll(() => machine.close());

    const arns = () => machine.sts.requests.map(({ parameters }) => parameters.RoleArn?.split('/').at(-1));
    const paste = (line: string) => inShell(shell, shell.script(line), machine, OLD);

    test('one role: the new keys, the region, and nothing stale', async () => {
      const result = await paste(machine.line('one', shell.name));
      expect(result.stderr).toBe('');
      expect(shown(result).status).toBe('status=0');
      expect(aws(shown(result).env)).toEqual({ ...NEW, ...region('eu-north-1') });
    });

    test('three roles, each requested with the keys of the one before; no secret is ever an argument', async () => {
      const before = machine.sts.requests.length;
      const result = await paste(machine.line('three', shell.name));
      expect([result.stderr, shown(result).status]).toEqual(['', 'status=0']);
      expect(aws(shown(result).env)).toEqual({ ...NEW, ...region('eu-west-3') });
      expect(arns().slice(before)).toEqual(['Plain', 'Second', 'Third']);
      const said = machine.calls().join('\n');
      expect(said).toContain('--profile me');
      expect(said).not.toMatch(/ASIA|a\/secret/);
      expect(said).not.toContain(shown(result).env.AWS_SECRET_ACCESS_KEY);
    });

    test('an external ID of odd characters, a duration, and no region: the old region stays', async () => {
      const result = await paste(machine.line('odd', shell.name));
      expect([result.stderr, shown(result).status]).toEqual(['', 'status=0']);
      expect(aws(shown(result).env)).toEqual({ ...NEW, ...region('us-west-2') });
      expect(machine.sts.requests.at(-1)?.parameters).toMatchObject({
        ExternalId: EXTERNAL_ID,
        DurationSeconds: '7200',
      });
    });

    test('the credentials of the environment', async () => {
      const keys = { AWS_ACCESS_KEY_ID: ADA.accessKeyId, AWS_SECRET_ACCESS_KEY: ADA.secretAccessKey };
      const result = await inShell(shell, shell.script(machine.line('here', shell.name)), machine, {
        ...OLD,
        ...keys,
        AWS_SESSION_TOKEN: undefined,
      });
      expect([result.stderr, shown(result).status]).toEqual(['', 'status=0']);
      expect(aws(shown(result).env)).toEqual({ ...NEW, ...region('us-west-2') });
    });

    test.each([
      ['the only role', 'denied'],
      ['the second role', 'late'],
    ])('%s is refused: nothing changes, and the status is not 0', async (_which, name) => {
      const result = await paste(machine.line(name, shell.name));
      expect(shown(result).status).toBe('status=1');
      expect(aws(shown(result).env)).toEqual(OLD);
      expect(result.stderr).toContain('AccessDenied');
    });

    test('no terminal to prompt on: nothing changes', async () => {
      const result = await paste(machine.line('careful', shell.name));
      expect(shown(result).status).toBe('status=1');
      expect(aws(shown(result).env)).toEqual(OLD);
    });

    test('an access key with MFA, without a terminal to prompt on: nothing changes', async () => {
      const result = await paste(machine.line('secure', shell.name));
      expect(shown(result).status).toBe('status=1');
      expect(aws(shown(result).env)).toEqual(OLD);
    });

    test('leaves no variable of its own', async () => {
      const script = (line: string) => `${shell.names('before')}\n${line}\n${shell.names('after')}\n`;
      await inShell(shell, script(machine.line('two', shell.name)), machine, OLD);
      const [before = [], after = []] = ['before', 'after'].map((file) =>
        readFileSync(join(machine.home, file), 'utf8')
          .split('\n')
          .map((name) => name.replace(/=.*/, '')),
      );
      const added = after.filter((name) => !before.includes(name));
      expect(before.length).toBeGreaterThan(10);
      expect(
        added.filter((name) => !/^AWS_ACCOUNT_ID$|^(PIPESTATUS|LASTEXITCODE|pipestatus|_|BASH_\w+|\d)$/.test(name)),
      ).toEqual([]);
    });

    test('every parameter of AssumeRole arrives as configured', async () => {
      const policy = `{\n "Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "s3:*", "Resource": "a\\"b!!\u00e9 $HOME"}]\n}`;
      const flags = {
        tag: ['team=web + co', 'cost=a=b'],
        transitiveTag: ['team'],
        sourceIdentity: 'ada@corp',
        policy,
        policyArn: ['arn:aws:iam::aws:policy/ReadOnlyAccess'],
        sessionName: '-s=1,2',
      };
      const result = await paste(machine.line('one', shell.name, flags));
      expect([result.stderr, shown(result).status]).toEqual(['', 'status=0']);
      const { Policy, ...sent } = machine.sts.requests.at(-1)?.parameters ?? {};
      expect(sent).toMatchObject({
        RoleSessionName: '-s=1,2',
        SourceIdentity: 'ada@corp',
        'Tags.member.1.Key': 'team',
        'Tags.member.1.Value': 'web + co',
        'Tags.member.2.Value': 'a=b',
        'TransitiveTagKeys.member.1': 'team',
        'PolicyArns.member.1.arn': 'arn:aws:iam::aws:policy/ReadOnlyAccess',
      });
      expect(JSON.parse(Policy ?? '')).toEqual(JSON.parse(policy));
    });

    test('odd names are passed on unchanged, and never executed', async () => {
      const lines = names.map((_name, index) => machine.line(`r${index}`, shell.name));
      const script = lines.map(shell.script).join('\n');
      const { stderr } = await inShell(shell, script, machine, { PATH: `${machine.home}/fake:${process.env.PATH}` });
      expect(stderr).toBe('');
      expect(machine.faked()).toEqual(names.map((name) => ['sts', 'assume-role', '--profile', name]));
      expect(existsSync(join(machine.home, 'pwned'))).toBe(false);
    });
  });
}

for (const shell of LINE_SHELLS.filter(({ name }) => name !== 'sh')) {
  describeWithAwsCliAnd(shell.needs, `a line that is pasted into ${shell.name}`, () => {
    let machine: Machine;
    let terminal: InteractiveShell;
    beforeAll(async () => {
      machine = await openMachine(['p26!!']);
      terminal = await interactiveShell(shell.needs, {
        home: machine.home,
        env: machine.env,
        init: '',
        cols: 2_000,
      });
    });
    afterAll(async () => {
      await terminal.close();
      await machine.close();
    });

    const key = () =>
      terminal.enter(shell.needs === 'pwsh' ? '"[$env:AWS_ACCESS_KEY_ID]"' : 'echo "[$AWS_ACCESS_KEY_ID]"');

    test('prompts for the MFA code, and Ctrl-C there changes nothing', async () => {
      terminal.type(`${machine.line('careful', shell.name)}\r`);
      await terminal.waitFor(/^MFA code \(arn:aws:iam::111122223333:mfa\/ada\): ?$/m);
      // Only a digit that shows proves that the line is being read: Ctrl-C between the question and that hangs PowerShell.
      terminal.type('1');
      await terminal.waitFor(/^MFA code \(\S+\): ?1$/m);
      terminal.type('\x03');
      await terminal.waitFor((screen) => screen.split('\n').at(-1)?.endsWith('ready>') ?? false);
      expect(await key()).toBe('[]');
      terminal.type(`${machine.line('careful', shell.name)}\r`);
      await terminal.waitFor((screen) => /MFA code \(\S+\): ?$/.test(screen));
      await terminal.enter(machine.sts.mfaCode(ADA.mfa.serialNumber));
      expect(await key()).toMatch(/^\[ASIA\w+\]$/);
      expect(machine.sts.requests.at(-1)?.parameters.SerialNumber).toBe(ADA.mfa.serialNumber);
    });

    test('prompts for the code of the MFA session of an access key, and sets its keys', async () => {
      terminal.type(`${machine.line('secure', shell.name)}\r`);
      await terminal.waitFor((screen) => /MFA code \(\S+\): ?$/.test(screen));
      await terminal.enter(machine.sts.mfaCode(ADA.mfa.serialNumber));
      expect(await key()).toMatch(/^\[ASIA\w+\]$/);
      expect(machine.sts.requests.at(-1)).toMatchObject({
        action: 'GetSessionToken',
        parameters: { SerialNumber: ADA.mfa.serialNumber, DurationSeconds: '3600' },
        accessKeyId: ADA.accessKeyId,
        status: 200,
      });
      expect(await terminal.enter(shell.needs === 'pwsh' ? '$env:AWS_ACCOUNT_ID' : 'echo $AWS_ACCOUNT_ID')).toBe(
        '111122223333',
      );
    });

    test('contains nothing that a shell expands as history', async () => {
      await terminal.enter('echo before');
      await terminal.enter(machine.line('r0', shell.name));
      expect(machine.calls().at(-1)).toContain('--profile p26!! ');
    });
  });
}
