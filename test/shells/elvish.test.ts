import { describeOther } from '../support/others';

describeOther('elvish');
