import { SOURCES } from './rows';
import { describeRows } from './same';

describeRows('sources', SOURCES);
