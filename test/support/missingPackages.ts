import { find, TOOL_NAMES, TOOLS } from './tools';

// For `.ci/run`: the Debian packages of the tools that CI requires and this machine lacks.
const missing = TOOL_NAMES.filter((name) => !TOOLS[name].optional && find(name) === undefined);
console.log([...new Set(missing.flatMap((name) => TOOLS[name].debian?.split(' ') ?? []))].join(' '));
