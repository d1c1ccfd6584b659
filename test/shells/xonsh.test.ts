import { describeNonPosixContract } from '../support/nonPosixContract';

describeNonPosixContract('xonsh');
