import { describeTab } from '../support/tab';

describeTab('bash');
