'use strict';
// leancloud-realtime 5.0.0-rc.8 takes the server's URL, asks it for the route and sends it its REST calls. Without TLS it has to be told so.
const IM = require('leancloud-realtime');
const AV = require('leancloud-storage');

module.exports = ({ server, appId, options }) => {
  AV.init({ appId, appKey: 'demo-key', serverURLs: server });
  const messages = require('leancloud-realtime-plugin-typed-messages')(AV, IM);
  const realtime = new IM.Realtime(Object.assign({
    appId,
    appKey: 'demo-key',
    server: server.replace(/\/$/, ''),
    plugins: [messages.TypedMessagesPlugin],
  }, server.startsWith('http:') ? { ssl: false } : {}, options));
  const create = (clientId, factories, tag) => realtime.createIMClient(clientId, Object.assign({ tag }, factories));
  return require('../client-of-3-to-5.js')({ appId, realtime, IM, AV, messages, create });
};
