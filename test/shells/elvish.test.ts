import { describeNonPosixContract } from '../support/nonPosixContract';

describeNonPosixContract('elvish');
