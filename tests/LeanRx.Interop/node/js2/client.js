'use strict';
// AV.realtime 2.4.0: JSON without subprotocol, one socket per client, callbacks.
const http = require('http');
const https = require('https');
const signing = require('../signing.js');
const realtime = require('leancloud-realtime');

const TYPES = { '-1': 'text', '-2': 'image', '-3': 'audio', '-4': 'video', '-5': 'location', '-6': 'file' };
const OPERATORS = { greaterThan: '$gt', lessThan: '$lt', containedIn: '$in', containsAll: '$all', notEqualTo: '$ne', exists: '$exists' };
const ROUTER = 'router-g0-push.leancloud.cn';

// 2.4.0 has no option for the server: the router's name is written into it. What a page does by wrapping XMLHttpRequest.prototype.open, this does here.
function pointAt(server) {
  const { host, hostname, port, protocol } = new URL(server);
  const request = http.request;
  const lead = protocol === 'https:' ? https.request : request;
  http.request = (options, ...rest) => options.host === ROUTER
    ? lead(Object.assign({}, options, { host: hostname, port, headers: Object.assign({}, options.headers, { Host: host }) }), ...rest)
    : request(options, ...rest);
}

const content = body => {
  if (typeof body === 'string') return { string: body };
  const type = Object.keys(TYPES).find(key => TYPES[key] === body.type);
  if (!type) return '_lctype' in body ? { type: body._lctype, text: body._lctext, attributes: body._lcattrs } : { json: body };
  return { type: Number(type), text: body.text, attributes: body.attr, url: body.url, metadata: body.metaData, location: body.location };
};

const mediaOf = given => ({
  text: given.text,
  attr: given.attributes,
  url: given.url,
  objectId: given.objectId,
  metaData: given.location || given.metadata || {},
});

const condition = ([operator, key, value]) => {
  if (operator === 'equalTo') return { [key]: value };
  // An array of members means all of them; the SDK says $all by itself.
  if (operator === 'containsAll' && key === 'm') return { m: value };
  if (operator === 'startsWith') return { [key]: { $regex: '^\\Q' + value + '\\E' } };
  return { [key]: { [OPERATORS[operator]]: value } };
};

const summary = data => ({ id: data.objectId, name: data.name, members: data.m, attributes: data.attr });

module.exports = ({ server, appId }) => {
  pointAt(server);

  return (clientId, emit, { masterKey } = {}) => new Promise((opened, refused) => {
    const backend = signing(appId, clientId, masterKey);
    const auth = ({ members, convId, action }, done) => done(convId ? backend.change(convId, members, action) : members ? backend.create(members) : backend.login());
    const client = realtime({ appId, clientId, secure: server.startsWith('https:'), auth: masterKey && auth });
    const rooms = new Map();
    let isOpen = false;
    const asked = call => new Promise(resolve => call(resolve));
    const enter = id => rooms.has(id) ? Promise.resolve(rooms.get(id)) : asked(done => client.room(id, done)).then(room => {
      if (!room) throw new Error(`no conversation ${id}`);
      rooms.set(id, room);
      return room;
    });
    const acknowledged = answer => {
      if (answer.code) throw Object.assign(new Error(answer.reason), { code: answer.code });
      return answer;
    };

    client.on('message', data => emit('message', {
      conversation: data.cid, id: data.id, from: data.fromPeerId, at: data.timestamp, offline: !!data.offline, content: content(data.msg),
    }));
    client.on('receipt', data => emit(data.read ? 'read' : 'delivered', { conversation: data.cid }));
    client.on('invited', data => emit('invited', { conversation: data.cid, by: data.initBy }));
    client.on('kicked', data => emit('kicked', { conversation: data.cid, by: data.initBy }));
    client.on('membersjoined', data => emit('members-joined', { conversation: data.cid, by: data.initBy, members: data.m }));
    client.on('membersleft', data => emit('members-left', { conversation: data.cid, by: data.initBy, members: data.m }));
    client.on('error', data => {
      emit('error', { code: data && data.code, reason: data && data.reason });
      if (data && data.code && !isOpen) refused(data);
    });

    const commands = {
      create: ({ name, members, attributes, unique, transient }) =>
        asked(done => client.room({ name, members: members || [], attr: attributes, unique, transient }, done)).then(room => {
          rooms.set(room.id, room);
          return room.id;
        }),
      enter: ({ conversation }) => enter(conversation).then(() => conversation),
      get: ({ conversation }) => asked(done => client.query({ where: { objectId: conversation } }, done)).then(found => found.length ? summary(found[0]) : null),
      add: ({ conversation, members }) => enter(conversation).then(room => asked(done => room.add(members, done))).then(() => null),
      remove: ({ conversation, members }) => enter(conversation).then(room => asked(done => room.remove(members, done))).then(() => null),
      join: ({ conversation }) => enter(conversation).then(room => asked(done => room.join(done))).then(() => null),
      leave: ({ conversation }) => enter(conversation).then(room => asked(done => room.leave(done))).then(() => null),
      count: ({ conversation }) => enter(conversation).then(room => asked(done => room.count(done))),
      update: ({ conversation, name, attributes }) => enter(conversation)
        .then(room => asked(done => room.update({ name, attr: attributes }, done))).then(() => null),
      // No answer comes to a transient message, and none is waited for.
      send: ({ conversation, content: given, receipt, transient }) => transient ? enter(conversation)
        .then(room => room.send(mediaOf(given), { type: TYPES[given.type], transient: true }, () => {}))
        .then(() => ({ id: '', at: 0 })) : enter(conversation)
        .then(room => asked(done => 'string' in given
          ? room.send(given.string, { receipt }, done)
          : given.type > 0
            ? room.send({ _lctype: given.type, _lctext: given.text, _lcattrs: given.attributes }, { receipt }, done)
            : room.send(mediaOf(given), { type: TYPES[given.type], receipt }, done)))
        .then(acknowledged)
        .then(answer => ({ id: answer.uid, at: answer.t })),
      history: ({ conversation, limit, start }) => enter(conversation)
        .then(room => asked(done => room.log(start ? { limit, t: start.at, mid: start.id } : { limit }, done)))
        .then(items => items.map(item => ({ id: item.msgId, from: item.from, at: item.timestamp, content: content(item.data) }))),
      query: ({ conditions, sort, limit }) => {
        const where = Object.assign({}, ...conditions.map(condition));
        return asked(done => client.query({ where, sort, limit }, done)).then(found => found.map(summary));
      },
      online: ({ clients }) => asked(done => client.ping(clients, done)),
      // close() of 2.4.0 throws when the WebSocket takes no data any more, and says nothing to the server but the end of the socket.
      close: () => new Promise(done => {
        client.cache.ws.on('close', done);
        client.close();
      }),
    };

    client.on('open', () => {
      if (isOpen) emit('reconnected', {});
      isOpen = true;
      opened(commands);
    });
  });
};
