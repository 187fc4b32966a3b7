'use strict';
// leancloud-realtime 4.3.1 takes the server's name, asks it for the route and sends it its REST calls, always by https. The name may have a port.
const IM = require('leancloud-realtime');
const AV = require('leancloud-storage');

module.exports = ({ server, appId, options }) => {
  AV.init({ appId, appKey: 'demo-key', serverURLs: server });
  const messages = require('leancloud-realtime-plugin-typed-messages')(AV, IM);
  const realtime = new IM.Realtime(Object.assign({
    appId,
    appKey: 'demo-key',
    server: new URL(server).host,
    plugins: [messages.TypedMessagesPlugin],
  }, options));
  const create = (clientId, factories, tag) => realtime.createIMClient(clientId, Object.assign({ tag }, factories));
  return require('../client-of-3-to-5.js')({ appId, realtime, IM, AV, messages, create });
};
