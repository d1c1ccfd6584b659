import { endpointOf } from '../../src/credentials/endpoint';
import { unreachable } from '../../src/credentials/unreachable';

test('a URL is named without its user name, password, query, and fragment, which may be secret', () => {
  const endpoint = endpointOf({ url: 'http://usr:hush@127.0.0.1:1/a?tok=hush#hush' });
  const { message, hints } = unreachable(new Error('no'), endpoint);
  expect([message, hints[0]?.[0]]).toEqual([
    'http://127.0.0.1:1/a could not be reached: no',
    'curl http://127.0.0.1:1/a',
  ]);
});
