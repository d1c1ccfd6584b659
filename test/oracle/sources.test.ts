import { describeCachedRows, describeRows } from './describeRows';
import { PRECEDENCE } from './precedence';
import { SOURCES } from './sources';

describeCachedRows('sources', SOURCES);
describeRows('precedence', PRECEDENCE);
