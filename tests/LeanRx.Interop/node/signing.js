'use strict';
// What an application's backend does: signs what a client wants to do, with the master key (HMAC-SHA1 in hexadecimal).
const crypto = require('crypto');

// The SDKs name one action in several ways.
const ACTIONS = { add: 'invite', remove: 'kick' };

const sign = (masterKey, text) => {
  const timestamp = Date.now();
  const nonce = crypto.randomBytes(8).toString('hex');
  return { timestamp, nonce, signature: crypto.createHmac('sha1', masterKey).update(text(timestamp, nonce)).digest('hex') };
};

const sorted = ids => Array.from(ids).sort().join(':');

module.exports = (appId, clientId, masterKey) => ({
  login: () => sign(masterKey, (time, nonce) => `${appId}:${clientId}::${time}:${nonce}`),
  create: members => sign(masterKey, (time, nonce) => `${appId}:${clientId}:${sorted(members)}:${time}:${nonce}`),
  change: (conversation, members, action) => sign(masterKey, (time, nonce) =>
    `${appId}:${clientId}:${conversation}:${sorted(members)}:${time}:${nonce}:${ACTIONS[action] || action}`),
});
