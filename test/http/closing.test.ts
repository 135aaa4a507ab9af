import { once } from 'node:events';
import { connect } from 'node:net';
import { service } from './service';

test('the service ends although somebody holds a connection open on which no request ever came', async () => {
  const { http } = await service();
  const address = new URL(await http.listen({ port: 0, host: '127.0.0.1' }));
  const idle = connect(Number(address.port), '127.0.0.1');
  await once(idle, 'connect');
  await http.close();
  idle.destroy();
}, 10_000);
