import { describeNonPosixContract } from '../support/nonPosixContract';

describeNonPosixContract('nu');
