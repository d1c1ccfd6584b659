// In a file of its own, since most runs have nothing to colour.
export { Chalk } from 'chalk';
