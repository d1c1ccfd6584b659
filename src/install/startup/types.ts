import type { Env } from '../../platform/env';

/** What decides where a shell looks for its startup files. Folders are absolute. */
export interface ShellPaths {
  readonly env: Env;
  readonly home: string;
  /** For settings: XDG_CONFIG_HOME or its default. */
  readonly config: string;
  /** For programs' data: XDG_DATA_HOME or its default. */
  readonly data: string;
  /** As Node names it. */
  readonly platform: string;
  /** Reads a file, without the blocks that `assume` added to it; `undefined` if it doesn't exist. */
  read(path: string): string | undefined;
}

/** The files that a shell reads at startup. */
export interface StartupFiles {
  /** Those that get the line, each for another kind of startup; none if the shell reads the script where it is. */
  readonly targets: readonly string[];
  /** All others that it may read: what was pasted there by hand is removed. */
  readonly others: readonly string[];
}

/** Arguments that make a shell print an answer between the markers of `shellAnswer.ts`. */
export interface ShellQuery {
  /** `login` or `interactive`, where a shell has several kinds of startup. */
  readonly mode?: string;
  readonly args: readonly string[];
}

/** How one shell starts up, and how to query it. Pure: files are read through {@link ShellPaths}. */
export interface Startup {
  /** Where the script goes, if the shell reads a folder of scripts; by default {@link scriptFolder}. */
  script?(paths: ShellPaths): string;
  /** Makes the shell print where its startup files are, if only the shell can tell. */
  readonly locate?: ShellQuery;
  /** @param answer to {@link locate}; `undefined` if there is none */
  files(paths: ShellPaths, answer: string | undefined): StartupFiles;
  /**
   * The line that reads the script if it exists: silent and harmless whatever options and aliases the user has set, and
   * with a CR at its end.
   * @param script its path; a script in the home folder is found there even after that folder has moved
   */
  line?(script: string, home: string): string;
  /** The command that reads a script into the current shell, if its argument is a path. */
  readonly sourceCommand?: string;
  /** Make an interactive shell print what `assume` is there; see `parseShellAnswer`; none if that needs a terminal. */
  readonly inspect: readonly ShellQuery[];
  /** Decodes what the shell prints, if that isn't plain text. */
  decode?(answer: string): string;
}

/** The folder of the scripts that a line reads. */
export const scriptFolder = ({ data }: Pick<ShellPaths, 'data'>): string => `${data}/assume`;

/** The comment that ends each line. It swallows a CR, and says which shell the line belongs to. */
export const signature = (shell: string): string => `# assume init ${shell} --install`;

/** The rest of a path inside a folder, with its leading slash; `undefined` if the path isn't inside. */
export const pathWithin = (folder: string, path: string): string | undefined =>
  path.startsWith(folder) && /^[\\/]/.test(path.slice(folder.length)) ? path.slice(folder.length) : undefined;
