import { SOURCES } from './rows';
import { describeKeptRows } from './same';

describeKeptRows('sources', SOURCES);
