import { join } from 'node:path';
import type { Findable } from '../find/findable';
import { cacheFolder, type Env } from '../platform/env';
import { summarize } from '../profiles/kind';
import { startsWithSignIn } from '../profiles/signIn';
import type { Profiles } from '../profiles/types';
import { hasControlCharacter, replaceControlCharacters } from '../util/controlCharacters';
import { omitUndefined } from '../util/omitUndefined';

/** What the picker shows of a profile, and finds it by. */
export interface ReadyProfile extends Findable {
  /** Its `assume_color`, as it is written. */
  readonly color?: string | undefined;
  /** Whether `assume login` can sign in for it. */
  readonly signsIn: boolean;
}

/** The path of the list that the picker reads, beside the one for TAB. */
export const readyListPath = (env: Env): string => join(cacheFolder(env), 'details.tsv');

/** The profiles with their details, in the order of the AWS files. One whose name can't be shown is left out. */
export const readyProfiles = ({ profiles, files, ...rest }: Profiles): ReadyProfile[] =>
  [...profiles.values()]
    .filter(({ name }) => !hasControlCharacter(name))
    .map((profile) => {
      const { account, role, region, accountName, description } = summarize(profile, files);
      const color = profile.settings.get('assume_color')?.value;
      const signsIn = startsWithSignIn(profile, { profiles, files, ...rest });
      return {
        name: profile.name,
        signsIn,
        ...omitUndefined({ account, role, region, accountName, description, color }),
      };
    });

/** The lines of the list: a profile's details, separated by TAB; what isn't known is empty. */
export const readyLines = (profiles: Profiles): string =>
  readyProfiles(profiles)
    .map(({ name, account, accountName, role, region, description, color, signsIn }) => {
      const others = [account, accountName, role, region, description, color, signsIn ? 'sso' : ''];
      return `${[name, ...others.map((text = '') => replaceControlCharacters(text, ' '))].join('\t')}\n`;
    })
    .join('');

/** A line of the list, split when more than its name is asked for: a picture shows a dozen of ten thousand. */
class ReadyLine implements ReadyProfile {
  readonly name: string;
  private fields: readonly string[] | undefined;

  /** @param line has all fields */
  constructor(readonly line: string) {
    this.name = line.slice(0, line.indexOf('\t'));
  }

  private field(at: number): string | undefined {
    this.fields ??= this.line.split('\t');
    return this.fields[at] || undefined;
  }

  get account(): string | undefined {
    return this.field(1);
  }

  get accountName(): string | undefined {
    return this.field(2);
  }

  get role(): string | undefined {
    return this.field(3);
  }

  get region(): string | undefined {
    return this.field(4);
  }

  get description(): string | undefined {
    return this.field(5);
  }

  get color(): string | undefined {
    return this.field(6);
  }

  get signsIn(): boolean {
    return this.line.endsWith('\tsso');
  }
}

/** Reads what {@link readyLines} wrote. */
export const parseReady = (lines: string): ReadyProfile[] =>
  lines
    .split('\n')
    .slice(0, -1)
    .map((line) => new ReadyLine(line));
