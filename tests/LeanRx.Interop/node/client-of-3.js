'use strict';
// leancloud-realtime 3 asks a router whose name is written into it and has no option for another. The answer can be given instead of asking:
module.exports = ({ IM, AV, messages }) => ({ server, appId, options }) => {
  if (AV) AV.init({ appId, appKey: 'demo-key', serverURLs: server });
  const socket = server.replace(/^http/, 'ws');
  IM.Realtime._fetchEndpointsInfo = () => Promise.resolve({ server: socket, secondary: socket, ttl: 3600 });
  const realtime = new IM.Realtime(Object.assign({ appId, plugins: messages && [messages.TypedMessagesPlugin] }, options));
  // The tag is the third argument here.
  const create = (clientId, factories, tag) => realtime.createIMClient(clientId, factories, tag);
  return require('./client-of-3-to-5.js')({ appId, realtime, IM, AV, messages, create });
};
