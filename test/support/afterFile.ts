// After each test file. Not in the module itself, which the tour and the benchmark use, too.
import { closeSharedPowerShell } from './sharedPowerShell';

afterAll(() => closeSharedPowerShell());
