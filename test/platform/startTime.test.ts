import { spawnSync } from 'node:child_process';
import { startFromPs, startOf } from '../../src/platform/startTime';
import { testWith } from '../support/tools';

const dead = () => spawnSync('true').pid;

testWith('ps')('ps says when a process started: always the same, and nothing of one that has ended', () => {
  expect(startFromPs(process.pid)).toMatch(/^[A-Z][a-z]{2}\w+\d{4}$/);
  expect(startFromPs(process.pid)).toBe(startFromPs(process.pid));
  expect(startFromPs(dead())).toBe('');
});

testWith('linux')('/proc says so, too', () => {
  expect(startOf(process.pid)).toMatch(/^\d+$/);
  expect(startOf(dead())).toBe('');
});
