import { PRECEDENCE } from './precedence';
import { describeKeptRows, describeRows } from './same';
import { SOURCES } from './sources';

describeKeptRows('sources', SOURCES);
describeRows('precedence', PRECEDENCE);
