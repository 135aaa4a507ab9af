#!/usr/bin/env node
// Stands in for a mongod where none can be had: takes its options, keeps its replica set's configuration in --dbpath,
// answers the commands that starting a replica set of one takes, and says on standard output what the real one says.
const { existsSync, readFileSync, writeFileSync } = require('node:fs');
const { createServer } = require('node:net');
const { join } = require('node:path');
const { deserialize, serialize } = require('bson');

if (process.argv.includes('--version')) {
  console.log('db version v7.0.14\nBuild Info: { "version": "7.0.14" }');
  process.exit(0);
}

const option = (name) => process.argv[process.argv.indexOf(name) + 1];
const port = Number(option('--port'));
const dbPath = option('--dbpath');
const config = join(dbPath, 'replica-set.json');
writeFileSync(join(dbPath, 'mongod.pid'), String(process.pid));
writeFileSync(join(dbPath, 'arguments.json'), JSON.stringify(process.argv.slice(2)));

const say = (msg) => console.log(JSON.stringify({ s: 'I', c: 'REPL', msg }));
const members = () => (existsSync(config) ? JSON.parse(readFileSync(config, 'utf8')).members : undefined);

function becomePrimary() {
  setTimeout(() => say('transition to PRIMARY from SECONDARY'), 20);
  setTimeout(() => say('transition to primary complete; database writes are now permitted'), 40);
}

function hello() {
  const hosts = members()?.map(({ host }) => host);
  const set = hosts ? { setName: option('--replSet'), hosts, me: hosts[0], primary: hosts[0] } : { isreplicaset: true };
  return {
    helloOk: true,
    isWritablePrimary: !!hosts,
    ismaster: !!hosts,
    minWireVersion: 0,
    maxWireVersion: 25,
    maxBsonObjectSize: 16777216,
    ...set,
  };
}

const commands = {
  replSetInitiate(body) {
    if (members()) return { ok: 0, code: 23, codeName: 'AlreadyInitialized', errmsg: 'already initialized' };
    writeFileSync(config, JSON.stringify(body.replSetInitiate));
    becomePrimary();
    return {};
  },
  replSetGetConfig: () => ({ config: JSON.parse(readFileSync(config, 'utf8')) }),
  replSetReconfig() {
    becomePrimary();
    return {};
  },
  replSetGetStatus: () => ({ myState: 1, members: [{ _id: 0, state: 1, stateStr: 'PRIMARY' }] }),
  shutdown: () => setTimeout(() => process.exit(0), 10) && {},
};

function answer(body) {
  const [command] = Object.keys(body);
  if (/^(hello|ismaster)$/i.test(command)) return { ok: 1, ...hello() };
  return { ok: 1, ...(commands[command]?.(body) ?? {}) };
}

const [OP_REPLY, OP_QUERY, OP_MSG] = [1, 2004, 2013];

function reply(request) {
  const [id, code] = [request.readInt32LE(4), request.readInt32LE(12)];
  const start = code === OP_QUERY ? request.indexOf(0, 20) + 9 : 21;
  const body = deserialize(request.subarray(start, start + request.readInt32LE(start)));
  const document = serialize(answer(body));
  const head = Buffer.alloc(code === OP_QUERY ? 36 : 21);
  head.writeInt32LE(head.length + document.length, 0);
  head.writeInt32LE(id, 8);
  head.writeInt32LE(code === OP_QUERY ? OP_REPLY : OP_MSG, 12);
  if (code === OP_QUERY) head.writeInt32LE(1, 32);
  return Buffer.concat([head, document]);
}

createServer((socket) => {
  let waiting = Buffer.alloc(0);
  socket.on('error', () => undefined);
  socket.on('data', (chunk) => {
    waiting = Buffer.concat([waiting, chunk]);
    while (waiting.length >= 4 && waiting.length >= waiting.readInt32LE(0)) {
      const length = waiting.readInt32LE(0);
      socket.write(reply(waiting.subarray(0, length)));
      waiting = waiting.subarray(length);
    }
  });
}).listen(port, '127.0.0.1', () => say('Waiting for connections'));
