import { describeOther } from '../support/others';

describeOther('xonsh');
