import { describeTab } from '../support/tab';

describeTab('zsh');
