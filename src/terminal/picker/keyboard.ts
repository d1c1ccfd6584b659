import type { Interface } from 'node:readline';
import { emitKeypressEvents, type Key as Keypress } from 'node:readline';
import { ReadStream } from 'node:tty';
import { hasControlCharacter, replaceControlCharacters } from '../../util/controlCharacters';
import type { Key } from './selection';

/** What a person does. Everything that arrives at once, such as a paste, is followed by one `settled`. */
export interface Listener {
  /** Letters, also several at once from an input method or a paste. */
  text(letters: string): void;
  key(key: Key): void;
  /** Ctrl-Z: no signal, since the terminal passes all keys on. */
  suspend(): void;
  settled(): void;
  /** The terminal is gone. */
  closed(): void;
}

/** In milliseconds: how long an Esc can be the beginning of another key. readline's default is half a second. */
const ESCAPE_TIME = 50;

const BY_NAME: Readonly<Record<string, Key>> = {
  return: 'enter',
  tab: 'tab',
  escape: 'escape',
  up: 'up',
  down: 'down',
  pageup: 'pageUp',
  pagedown: 'pageDown',
  home: 'first',
  end: 'last',
  backspace: 'erase',
};

const WITH_CTRL: Readonly<Record<string, Key>> = {
  c: 'cancel',
  p: 'up',
  n: 'down',
  u: 'eraseAll',
  w: 'eraseWord',
  h: 'erase',
};

const keyFor = ({ name = '', ctrl }: Keypress): Key | undefined => (ctrl ? WITH_CTRL[name] : BY_NAME[name]);

/** Letters of a key; `undefined` for a key without. A line feed comes only from what was typed ahead, a paste, or Ctrl-J. */
const lettersOf = (text: string | undefined, { ctrl, meta }: Keypress) =>
  text && !ctrl && !meta && !hasControlCharacter(text) ? text : undefined;

/** The keys of the terminal at stdin, one by one, until it is closed. */
export class Keyboard {
  private readonly stream = new ReadStream(0);
  private pasted: string | undefined;
  /** readline takes the start of a sequence that it doesn't know for a key, and the rest for letters. */
  private ignoresRest = false;
  private isSettling = false;

  constructor(private readonly listener: Listener) {
    this.stream.setRawMode(true);
    this.stream.on('data', () => {
      this.ignoresRest = false;
    });
    emitKeypressEvents(this.stream, { escapeCodeTimeout: ESCAPE_TIME } as unknown as Interface);
    this.stream.on('keypress', (text: string | undefined, keypress: Keypress) => this.press(text, keypress));
    this.stream.on('end', () => listener.closed());
    this.stream.on('error', () => listener.closed());
  }

  private press(text: string | undefined, keypress: Keypress): void {
    if (this.ignoresRest) return;
    const { name, sequence = '', ctrl } = keypress;
    if (name === 'paste-start') this.pasted = '';
    else if (name === 'paste-end') this.paste();
    else if (this.pasted !== undefined) this.pasted += sequence;
    else if ((name === undefined || name === 'undefined') && sequence.startsWith('\x1b[')) this.ignoresRest = true;
    else if (ctrl && name === 'z') this.listener.suspend();
    else this.pass(text, keypress);
    this.settle();
  }

  private pass(text: string | undefined, keypress: Keypress): void {
    const letters = lettersOf(text, keypress);
    const key = keyFor(keypress);
    if (letters !== undefined) this.listener.text(letters);
    else if (key !== undefined) this.listener.key(key);
  }

  /** Lines become words. */
  private paste(): void {
    const letters = replaceControlCharacters(this.pasted ?? '', ' ').trim();
    this.pasted = undefined;
    if (letters) this.listener.text(letters);
  }

  private settle(): void {
    if (this.isSettling) return;
    this.isSettling = true;
    setImmediate(() => {
      this.isSettling = false;
      this.listener.settled();
    });
  }

  /** Line mode, as it was before. */
  pause(): void {
    this.stream.setRawMode(false);
  }

  /** Every key again. libuv does nothing for a mode that it believes is on, though the shell has changed it. */
  resume(): void {
    this.stream.setRawMode(false);
    this.stream.setRawMode(true);
  }

  /** Leaves the terminal to others, in line mode. */
  close(): void {
    this.stream.setRawMode(false);
    this.stream.destroy();
  }
}
