'use strict';
// leancloud-realtime 4.3.1 takes the WebSocket's URL; its router and its REST calls are always https.
const IM = require('leancloud-realtime');
const AV = require('leancloud-storage');

module.exports = ({ server, appId, options }) => {
  AV.init({ appId, appKey: 'demo-key', serverURLs: server });
  const messages = require('leancloud-realtime-plugin-typed-messages')(AV, IM);
  const realtime = new IM.Realtime(Object.assign({
    appId,
    appKey: 'demo-key',
    server: new URL(server).host,
    RTMServers: server.replace(/^http/, 'ws'),
    plugins: [messages.TypedMessagesPlugin],
  }, options));
  return require('../client-of-3-to-5.js')({ realtime, IM, AV, messages });
};
