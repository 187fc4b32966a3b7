'use strict';
// What leancloud-realtime 3, 4 and 5 have in common: protobuf, one socket for all clients of a process, promises.
const signing = require('./signing.js');

const TYPES = { '-2': 'ImageMessage', '-3': 'AudioMessage', '-4': 'VideoMessage', '-6': 'FileMessage' };

module.exports = ({ appId, realtime, IM, AV, messages, create }) => {
  const custom = typed => {
    class CustomMessage extends IM.TypedMessage {}
    IM.messageType(typed)(CustomMessage);
    return CustomMessage;
  };
  const CustomMessage = custom(7);
  realtime.register(CustomMessage);

  const describe = (message, given) => {
    message.setText(given.text);
    if (given.attributes) message.setAttributes(given.attributes);
    return message;
  };

  const fileOf = given => {
    const file = AV.File.withURL(given.metadata.name, given.url);
    Object.keys(given.metadata).forEach(name => file.metaData(name, given.metadata[name]));
    // The plugin sends saved files alone, which it knows by their id.
    file.id = given.objectId;
    return file;
  };
  const uploaded = new Map();

  const messageOf = given => {
    if ('string' in given) return new IM.Message(given.string);
    if ('bytes' in given) return new IM.BinaryMessage(new Uint8Array(given.bytes).buffer);
    if (given.type === -1) return describe(new IM.TextMessage(given.text), given);
    if (given.type === -5) return describe(new messages.LocationMessage(new AV.GeoPoint(given.location)), given);
    if (given.type > 0) return describe(new CustomMessage(), given);
    return describe(new messages[TYPES[given.type]](uploaded.get(given.objectId) || fileOf(given)), given);
  };

  const content = message => {
    if (IM.BinaryMessage && message instanceof IM.BinaryMessage) return { bytes: Array.from(new Uint8Array(message.buffer)) };
    if (!(message instanceof IM.TypedMessage)) return typeof message.content === 'string' ? { string: message.content } : { json: message.content };
    const file = message.getFile && message.getFile();
    const place = message.getLocation && message.getLocation();
    return {
      type: message.type,
      text: message.text,
      attributes: message.attributes,
      url: file ? file.url() : undefined,
      objectId: file ? file.id : undefined,
      metadata: file ? file.metaData() : undefined,
      location: place ? { longitude: place.longitude, latitude: place.latitude } : undefined,
    };
  };

  const summary = conversation => ({
    id: conversation.id,
    name: conversation.name,
    members: conversation.members,
    muted: conversation.muted,
    attributes: conversation.get ? conversation.get('attr') : undefined,
  });
  const told = message => ({
    conversation: message.cid,
    id: message.id,
    from: message.from,
    at: Number(message.timestamp),
    content: content(message),
    mentions: message.mentionList,
    everyone: message.mentionedAll,
  });

  const result = ({ successfulClientIds, failures }) => ({
    allowed: successfulClientIds,
    failed: failures && failures.map(({ code, clientIds }) => ({ code, members: clientIds })),
  });
  const end = (name, place) => place
    ? Object.assign({ [`${name}Time`]: new Date(place.at), [`${name}MessageId`]: place.id }, place.closed ? { [`${name}Closed`]: true } : {})
    : {};

  const factories = (clientId, masterKey) => {
    if (!masterKey) return {};
    const backend = signing(appId, clientId, masterKey);
    // The order of the first two differs between versions.
    const change = (one, another, members, action) => backend.change(one === clientId ? another : one, members, action);
    return {
      signatureFactory: backend.login,
      conversationSignatureFactory: (conversation, client, members, action) => conversation ? change(conversation, client, members, action) : backend.create(members),
      blacklistSignatureFactory: change,
    };
  };

  return async (clientId, emit, { tag, masterKey } = {}) => {
    const client = await create(clientId, factories(clientId, masterKey), tag);
    const watched = new Set();
    const sent = new Map();
    const watch = conversation => {
      if (conversation && !watched.has(conversation)) {
        watched.add(conversation);
        conversation.on('lastdeliveredatupdate', () => emit('delivered', { conversation: conversation.id }));
        conversation.on('lastreadatupdate', () => emit('read', { conversation: conversation.id }));
      }
      return conversation;
    };
    const enter = async id => {
      const conversation = await client.getConversation(id);
      if (!conversation) throw new Error(`no conversation ${id}`);
      return watch(conversation);
    };

    client.on('message', message => emit('message', told(message)));
    client.on('messageupdate', message => emit('modified', told(message)));
    client.on('messagerecall', message => emit('recalled', told(message)));
    client.on('invited', ({ invitedBy }, conversation) => emit('invited', { conversation: conversation.id, by: invitedBy }));
    client.on('kicked', ({ kickedBy }, conversation) => emit('kicked', { conversation: conversation.id, by: kickedBy }));
    client.on('membersjoined', ({ members, invitedBy }, conversation) => emit('members-joined', { conversation: conversation.id, by: invitedBy, members }));
    client.on('membersleft', ({ members, kickedBy }, conversation) => emit('members-left', { conversation: conversation.id, by: kickedBy, members }));
    client.on('conversationinfoupdated', ({ attributes, updatedBy }, conversation) =>
      emit('updated', { conversation: conversation ? conversation.id : undefined, by: updatedBy, attributes }));
    [['muted', 'silenced', 'mutedBy'], ['unmuted', 'unsilenced', 'unmutedBy'], ['blocked', 'blocked', 'blockedBy'], ['unblocked', 'unblocked', 'unblockedBy']]
      .forEach(([event, told, by]) => ['', 'members'].forEach(prefix => client.on(prefix + event, (news, conversation) =>
        emit(prefix ? `members-${told}` : told, { conversation: conversation.id, by: news[by], members: news.members }))));
    client.on('memberinfoupdated', ({ member, memberInfo, updatedBy }, conversation) =>
      emit('role', { conversation: conversation.id, by: updatedBy, member, role: memberInfo.role }));
    client.on('conflict', ({ reason }) => emit('conflict', { reason }));
    client.on('unreadmessagescountupdate', conversations => conversations.forEach(conversation =>
      emit('unread', { conversation: conversation.id, count: conversation.unreadMessagesCount, mentioned: conversation.unreadMessagesMentioned })));
    client.on('reconnect', () => emit('reconnected', {}));

    return {
      create: async ({ name, members, attributes, unique, transient, temporary }) => {
        if (temporary) return watch(await client.createTemporaryConversation({ members })).id;
        const options = { name, members: members || [], unique: !!unique };
        if (attributes) options.attr = attributes;
        return watch(await (transient && client.createChatRoom
          ? client.createChatRoom({ name, attr: attributes })
          : client.createConversation(Object.assign(options, transient ? { transient: true } : {})))).id;
      },
      enter: async ({ conversation }) => (await enter(conversation)).id,
      get: async ({ conversation }) => {
        const found = await client.getConversation(conversation, true);
        return found ? summary(found) : null;
      },
      add: async ({ conversation, members }) => result(await (await enter(conversation)).add(members)),
      remove: async ({ conversation, members }) => result(await (await enter(conversation)).remove(members)),
      role: async ({ conversation, member, role }) => void await (await enter(conversation)).updateMemberRole(member, role),
      join: async ({ conversation }) => void await (await enter(conversation)).join(),
      leave: async ({ conversation }) => void await (await enter(conversation)).quit(),
      count: async ({ conversation }) => (await enter(conversation)).count(),
      update: async ({ conversation, name, attributes }) => {
        const changed = await enter(conversation);
        if (name) changed.set('name', name);
        if (attributes) changed.set('attr', attributes);
        await changed.save();
      },
      roles: async ({ conversation }) => (await (await enter(conversation)).getAllMemberInfo({ noCache: true })).map(({ memberId, role }) => ({ member: memberId, role })),
      // In 5.0.0-rc.8 the very call that refreshes the token throws a TypeError after it did; the next has it.
      token: () => client._sessionManager.getSessionToken().catch(() => client._sessionManager.getSessionToken()),
      upload: async ({ name, base64 }) => {
        const file = await new AV.File(name, { base64 }).save();
        uploaded.set(file.id, file);
        return { objectId: file.id, url: file.url() };
      },
      pause: async () => realtime.pause(),
      resume: async () => realtime.resume(),
      mute: async ({ conversation }) => void await (await enter(conversation)).mute(),
      unmute: async ({ conversation }) => void await (await enter(conversation)).unmute(),
      send: async ({ conversation, content: given, receipt, transient, will, priority, mentions, mentionAll }) => {
        const written = messageOf(given);
        if (mentions) written.setMentionList(mentions);
        if (mentionAll) written.mentionAll();
        const message = await (await enter(conversation)).send(written, { receipt: !!receipt, transient: !!transient, will: !!will, priority });
        sent.set(message.id, message);
        return { id: message.id, at: Number(message.timestamp) };
      },
      modify: async ({ conversation, id, content: given }) => void await (await enter(conversation)).update(sent.get(id), messageOf(given)),
      recall: async ({ conversation, id }) => void await (await enter(conversation)).recall(sent.get(id)),
      silence: async ({ conversation, members }) => void await (await enter(conversation)).muteMembers(members),
      unsilence: async ({ conversation, members }) => void await (await enter(conversation)).unmuteMembers(members),
      silenced: async ({ conversation }) => (await (await enter(conversation)).queryMutedMembers()).results,
      block: async ({ conversation, members }) => void await (await enter(conversation)).blockMembers(members),
      unblock: async ({ conversation, members }) => void await (await enter(conversation)).unblockMembers(members),
      blocked: async ({ conversation }) => (await (await enter(conversation)).queryBlockedMembers()).results,
      read: async ({ conversation }) => void await (await enter(conversation)).read(),
      history: async ({ conversation, limit, start, end: stop, newer, type }) => {
        const [from, until] = IM.MessageQueryDirection ? ['start', 'end'] : ['before', 'after'];
        const options = Object.assign({ limit }, end(from, start), end(until, stop), type ? { type } : {});
        if (newer !== undefined) options.direction = newer ? IM.MessageQueryDirection.OLD_TO_NEW : IM.MessageQueryDirection.NEW_TO_OLD;
        return (await (await enter(conversation)).queryMessages(options)).map(told);
      },
      query: async ({ conditions, sort, limit }) => {
        const query = client.getQuery();
        conditions.forEach(([operator, key, value]) => query[operator](key, value));
        if (sort) query[sort.startsWith('-') ? 'descending' : 'ascending'](sort.replace('-', ''));
        if (limit) query.limit(limit);
        return (await query.find()).map(summary);
      },
      online: ({ clients }) => client.ping(clients),
      close: () => client.close(),
    };
  };
};
