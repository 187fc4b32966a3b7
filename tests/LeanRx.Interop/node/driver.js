'use strict';
// Runs one SDK and takes commands as lines of JSON on stdin: {"id":1,"client":"tom","command":"send","arguments":{…}}.
// Answers are {"id":1,"result":…} or {"id":1,"error":"…"}; what the SDK tells unasked is {"event":"message","client":"tom",…}.
// Usage: node driver.js FOLDER SERVER-URL APP-ID OPTIONS, where OPTIONS is JSON for the SDK's constructor.
const net = require('net');
const path = require('path');
const readline = require('readline');

const [folder, server, appId, options] = process.argv.slice(2);

// Standard output carries answers alone; what SDKs print goes to standard error.
for (const name of ['log', 'info', 'warn', 'debug']) {
  console[name] = (...values) => console.error(...values);
}
process.on('uncaughtException', error => console.error('uncaught:', error));
process.on('unhandledRejection', error => console.error('unhandled:', error));

const write = line => process.stdout.write(JSON.stringify(line) + '\n');
const open = require(path.join(__dirname, folder, 'client.js'))({ server, appId, options: JSON.parse(options) });
const clients = new Map();

async function run(client, command, given) {
  if (command === 'open') {
    const emit = (event, data) => write(Object.assign({ event, client }, data));
    clients.set(client, await open(client, emit, given));
    return null;
  }
  // Sockets that serve no call over HTTP, so that WebSockets remain.
  if (command === 'sockets') {
    const port = Number(new URL(server).port);
    return process._getActiveHandles().filter(handle => handle instanceof net.Socket && handle.remotePort === port && !handle.listenerCount('agentRemove')).length;
  }
  if (command === 'close') {
    await clients.get(client).close();
    clients.delete(client);
    return null;
  }
  const result = await clients.get(client)[command](given);
  return result === undefined ? null : result;
}

const describe = error => {
  if (!error) return 'no reason given';
  return error.code ? `${error.code}: ${error.message || error.reason}` : String(error.stack || error.message || error);
};

readline.createInterface({ input: process.stdin })
  .on('line', line => {
    const { id, client, command, arguments: given } = JSON.parse(line);
    Promise.resolve()
      .then(() => run(client, command, given || {}))
      .then(result => write({ id, result }), error => write({ id, error: describe(error) }));
  })
  .on('close', () => process.exit(0));
