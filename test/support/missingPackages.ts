import { find, TOOL_NAMES, TOOLS } from './tools';

// For `.ci/run`: the Debian packages of the required tools that are missing here.
const missing = TOOL_NAMES.filter((name) => !TOOLS[name].optional && find(name) === undefined);
console.log([...new Set(missing.flatMap((name) => TOOLS[name].debian?.split(' ') ?? []))].join(' '));
