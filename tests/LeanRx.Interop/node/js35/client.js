'use strict';
// Several versions of leancloud-realtime side by side, without files and places; the options name one.
module.exports = given => {
  const { version, ...options } = given.options;
  return require('../client-of-3.js')({ IM: require(`leancloud-realtime-${version}`) })({ ...given, options });
};
