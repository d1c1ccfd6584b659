import { describeOther } from '../support/others';

describeOther('nu');
