import type { Section, Setting } from './types';

/** `file:line`, as editors understand it. */
export const place = ({ file, line }: Setting | Section): string => `${file}:${line}`;
