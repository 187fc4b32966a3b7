'use strict';
// leancloud-realtime 3.5.7 with files and places.
module.exports = require('../client-of-3.js')({
  IM: require('leancloud-realtime'),
  AV: require('leancloud-storage'),
  messages: require('leancloud-realtime-plugin-typed-messages'),
});
