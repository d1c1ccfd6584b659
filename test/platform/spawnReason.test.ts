import { spawn } from 'node:child_process';
import { spawnReason } from '../../src/platform/processes';

test('The reason why a program was not started quotes no value, which may be secret', () => {
  let reason = '';
  try {
    spawn('true', [], { env: { AWS_SECRET_ACCESS_KEY: 'hu\0sh' } });
  } catch (error) {
    reason = spawnReason(error as NodeJS.ErrnoException);
  }
  expect(reason).toBe('an argument or a variable contains a NUL character');
});
