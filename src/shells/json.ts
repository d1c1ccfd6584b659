import type { Dialect } from './dialect';

/**
 * For shells that read data and evaluate nothing: one JSON value a line. An object sets its variables, or removes those
 * that are null; a list is a program with its words.
 */
export const json: Dialect = {
  quote: JSON.stringify,
  set: (name, value) => JSON.stringify({ [name]: value }),
  unset: (name) => JSON.stringify({ [name]: null }),
  run: JSON.stringify,
};
