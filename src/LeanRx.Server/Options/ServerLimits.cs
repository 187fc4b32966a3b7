namespace LeanRx.Server;

// protocol.md §7.1; S169, S170
/// <summary>Bounds and rates of a server. Immutable; change a copy with <c>with</c>.</summary>
public sealed record ServerLimits
{
    /// <summary>The bounds of the original, and rates that a person's chat never meets.</summary>
    public static ServerLimits Default { get; } = new();

    /// <summary><see cref="Default"/> without rates, for load tests and for servers that nobody but oneself reaches.</summary>
    public static ServerLimits Unlimited { get; } = new()
    {
        SendsPerMinute = 0,
        HistoryQueriesPerMinute = 0,
        OtherOperationsPerMinute = 0,
        ConversationsPerMinute = 0,
        MemberChangesPerMinute = 0,
        InvitationsPerHour = 0,
        UploadBytesPerMinute = 0,
        ApplicationUploadBytesPerMinute = 0,
    };

    // protocol.md §10.3; S170
    /// <summary>
    /// The original's figures: <see cref="Default"/> with 60 sends, 120 history queries and 30 other operations a minute and client, and for operators its
    /// business figures: 1,800 messages a minute, 30 messages to subscribers a minute and 1,000 a day, 10 broadcasts to everybody a minute and 30 a day.
    /// </summary>
    public static ServerLimits LeanCloud { get; } = new()
    {
        SendsPerMinute = 60,
        HistoryQueriesPerMinute = 120,
        OtherOperationsPerMinute = 30,
        OperatorMessagesPerMinute = 1800,
        SubscriberBroadcastsPerMinute = 30,
        SubscriberBroadcastsPerDay = 1000,
        GlobalBroadcastsPerMinute = 10,
        GlobalBroadcastsPerDay = 30,
    };

    /// <summary>
    /// Largest frame that the server takes, in bytes; a larger one is refused with 4109, and closes the connection with 4109 where it is more than twice as
    /// large.
    /// </summary>
    /// <remarks>
    /// Six bytes for each of the characters of <see cref="MaxConversationLength"/>, as many as one needs in JSON that is written in ASCII alone, and room for
    /// the rest of the frame: what a conversation may hold can be sent. Before its login a connection sends frames of 65,536 bytes at most.
    /// </remarks>
    /// <value>1,048,576.</value>
    public int MaxFrameBytes { get; init; } = 1024 * 1024;

    /// <summary>Deepest nesting of a frame; a deeper one is refused with 4114. Default 64.</summary>
    public int MaxFrameDepth { get; init; } = 64;

    /// <summary>
    /// Largest message body with its push data and the ids that it mentions, in bytes of UTF-8; a larger one is refused with 4109. Default 5,120.
    /// </summary>
    public int MaxMessageBytes { get; init; } = 5 * 1024;

    /// <summary>Longest token that tells a repeated send, in characters; a longer one is refused with 4109. Default 64.</summary>
    public int MaxTokenLength { get; init; } = 64;

    /// <summary>Ids, marks or changes that one command names; more are refused with 4301. Default 1,000.</summary>
    public int MaxNamedIds { get; init; } = 1000;

    /// <summary>Longest client id, in characters; a longer one is refused with 4103. Default 64.</summary>
    public int MaxClientIdLength { get; init; } = 64;

    /// <summary>Longest tag of a login, in characters; a longer one is refused with 4103. Default 64.</summary>
    public int MaxTagLength { get; init; } = 64;

    /// <summary>Longest device id, installation id and device token of a login, each in characters; a longer one is refused with 4103. Default 512.</summary>
    public int MaxDeviceIdLength { get; init; } = 512;

    /// <summary>Longest user agent of a login, in characters; a longer one is refused with 4103. Default 512.</summary>
    public int MaxUserAgentLength { get; init; } = 512;

    /// <summary>Logins that one connection carries at a time; one more is refused with 4113. Default 1,000.</summary>
    public int MaxSessionsPerConnection { get; init; } = 1000;

    /// <summary>Logins that one client has at a time, over all its connections; one more is refused with 4113. Default 100.</summary>
    public int MaxSessionsPerClient { get; init; } = 100;

    /// <summary>
    /// Logins that ended without a logout of which an application remembers the chat room, and as many of which it remembers the tag, for when they come back;
    /// beyond that the oldest is forgotten. Default 10,000.
    /// </summary>
    public int MaxLostSessions { get; init; } = 10_000;

    /// <summary>The same of one client, for each of its devices. Default 16.</summary>
    public int MaxLostSessionsPerClient { get; init; } = 16;

    /// <summary>
    /// Clients of a day that an application counts exactly; beyond that the count is an estimate, in most cases within one per cent. Default 100,000.
    /// </summary>
    public int MaxExactVisitors { get; init; } = 100_000;

    /// <summary>Most members of a normal conversation; more are refused with 4304. Default 500.</summary>
    public int MaxMembers { get; init; } = 500;

    /// <summary>Most members of a temporary conversation; more are refused with 4304. Default 10.</summary>
    public int MaxTemporaryMembers { get; init; } = 10;

    /// <summary>
    /// Largest name, attributes and custom columns of a conversation together, in characters of JSON; larger ones are refused with 4306. Default 131,072.
    /// </summary>
    public int MaxConversationLength { get; init; } = 128 * 1024;

    /// <summary>Custom columns of a conversation; more are refused with 4306. Default 256.</summary>
    public int MaxColumns { get; init; } = 256;

    /// <summary>Longest name of a custom column, in characters; a longer one is refused with 4306. Default 256.</summary>
    public int MaxColumnNameLength { get; init; } = 256;

    /// <summary>How many ids of one online query are answered; the rest is ignored. Default 20.</summary>
    public int MaxOnlineQuery { get; init; } = 20;

    /// <summary>Offline messages pushed per conversation at login in dialect 1. Default 20.</summary>
    public int MaxOfflineMessages { get; init; } = 20;

    /// <summary>Conversations told of at login. Default 50.</summary>
    public int MaxUnreadConversations { get; init; } = 50;

    /// <summary>Highest unread count. Default 100.</summary>
    public int MaxUnreadCount { get; init; } = 100;

    /// <summary>Edited and recalled messages told of at login, those changed first; later ones are left to history. Default 500.</summary>
    public int MaxMissedPatches { get; init; } = 500;

    // protocol.md §4.16
    /// <summary>Pushes that a client can fetch again over REST, the newest. Default 500.</summary>
    public int MaxNotifications { get; init; } = 500;

    /// <summary>
    /// Bytes of pushes to everybody in a conversation that are kept of one conversation, the newest; they are stored once, not for each member. Default
    /// 1,048,576 (1 MiB).
    /// </summary>
    public long MaxConversationNotificationBytes { get; init; } = 1024 * 1024;

    /// <summary>Bytes of pushes that are kept of one application, the newest. Default 268,435,456 (256 MiB).</summary>
    public long MaxNotificationBytes { get; init; } = 256 * 1024 * 1024;

    /// <summary>Bytes of pushes in one answer over REST; the next page has the rest. Default 1,048,576 (1 MiB).</summary>
    public long MaxNotificationPageBytes { get; init; } = 1024 * 1024;

    /// <summary>
    /// Clients of one application for which pushes are kept; a further one is told that what it keeps of its conversations may not be whole. Default 100,000.
    /// </summary>
    public int MaxNotifiedClients { get; init; } = 100_000;

    /// <summary>Receipts kept for a sender who is away, the newest. Default 1,000.</summary>
    public int MaxPendingReceipts { get; init; } = 1000;

    /// <summary>Largest page of history. Default 1,000.</summary>
    public int MaxHistoryPage { get; init; } = 1000;

    /// <summary>Largest page of a conversation query. Default 1,000.</summary>
    public int MaxQueryPage { get; init; } = 1000;

    /// <summary>How long a client's query for conversations may take; beyond that it is refused with 4310. Default 1 second.</summary>
    public TimeSpan QueryTimeout { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>
    /// Conversations that a client's query looks at; a query that needs more is refused with 4310. What names a member, a name or ids looks at those alone.
    /// Default 20,000.
    /// </summary>
    public int MaxQueryRows { get; init; } = 20_000;

    /// <summary>How long an operator's query for conversations may take; beyond that it is refused with 4310. Default 30 seconds.</summary>
    public TimeSpan OperatorQueryTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Conversations that an operator's query looks at; a query that needs more is refused with 4310. Default 1,000,000.</summary>
    public int MaxOperatorQueryRows { get; init; } = 1_000_000;

    /// <summary>
    /// Bytes of conversations that a query holds, counted as they stand in JSON. A client's page ends earlier, an operator's query is refused with 4310.
    /// Default 4,194,304 (4 MiB).
    /// </summary>
    public long MaxQueryBytes { get; init; } = 4 * 1024 * 1024;

    /// <summary>Queries of clients that run at a time, over all applications; one of each client. Default 2.</summary>
    public int MaxConcurrentQueries { get; init; } = 2;

    /// <summary>Queries of one client, and of the operators of one application, that wait for their turn; one more is refused with 4310. Default 64.</summary>
    public int MaxWaitingQueries { get; init; } = 64;

    /// <summary>How long a chat room keeps the place of a client whose connection broke. Default 30 minutes.</summary>
    public TimeSpan RoomRejoinWindow { get; init; } = TimeSpan.FromMinutes(30);

    /// <summary>
    /// How long a connection may stay without a sign of life from the client, a frame or a WebSocket ping or pong, before it is closed with 4107. Default 6
    /// minutes.
    /// </summary>
    public TimeSpan ReadTimeout { get; init; } = TimeSpan.FromMinutes(6);

    /// <summary>How long a connection may stay without a login before it is closed with 4108. Default 1 minute.</summary>
    public TimeSpan LoginTimeout { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>
    /// Lifetime of a session token. Where logins must be signed, a token that was got with a token ends with it; a new lifetime takes a new signature. Default
    /// 2 days.
    /// </summary>
    public TimeSpan SessionTokenLifetime { get; init; } = TimeSpan.FromDays(2);

    /// <summary>
    /// How long after the login without a token its session tokens, however often renewed, are good at most; then the client logs in again (4112). Default 30
    /// days.
    /// </summary>
    public TimeSpan SessionTokenMaxAge { get; init; } = TimeSpan.FromDays(30);

    /// <summary>
    /// How far the timestamp of a signed request (<c>X-LC-Sign</c>) may lie before and after this server's time; others are refused with HTTP status 401.
    /// Default 15 minutes.
    /// </summary>
    public TimeSpan RequestSignatureWindow { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>How long a signature is good. Default 6 hours.</summary>
    public TimeSpan SignatureLifetime { get; init; } = TimeSpan.FromHours(6);

    /// <summary>Commands of one connection that may be in work at a time; the next one is read when one is done. Default 1,024.</summary>
    public int MaxPendingCommands { get; init; } = 1024;

    /// <summary>
    /// Bytes of pushes that may wait to be written to one connection; a reader that is pushed more is dropped. Answers do not count, but while they wait no
    /// further commands of the connection are read. Default 1,048,576 (1 MiB).
    /// </summary>
    public int MaxPendingBytes { get; init; } = 1024 * 1024;

    /// <summary>
    /// Bytes that may wait to be written over all connections, answers included; when more would, the connections for which the most waits are dropped first.
    /// Default 268,435,456 (256 MiB).
    /// </summary>
    public long MaxTotalPendingBytes { get; init; } = 256 * 1024 * 1024;

    /// <summary>
    /// How long a peer may take nothing of what waits for it before it counts as a slow reader and is dropped. The system's buffers move some ten thousand
    /// bytes at a time, so a line needs about a thousand bytes a second. Default 30 seconds.
    /// </summary>
    public TimeSpan WriteTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// Where a page of an answer ends by its size, in bytes: history, conversations; one item always fits. A client that knows
    /// that a short page need not be the last says so by asking for <c>maxBytes</c>, and is told <c>hasMore</c>. To others a short page is the end,
    /// so theirs hold what was asked for up to eight times as much. Default 1,048,576 (1 MiB).
    /// </summary>
    public int MaxPageBytes { get; init; } = 1024 * 1024;

    /// <summary>Sends a minute and client; one more is refused with 4116. 0 means no limit. Default 1,200.</summary>
    public int SendsPerMinute { get; init; } = 1200;

    /// <summary>History queries a minute and client; one more is refused with 4318. 0 means no limit. Default 3,000.</summary>
    public int HistoryQueriesPerMinute { get; init; } = 3000;

    /// <summary>Operations of any one other kind a minute and client; one more is refused with 4318. 0 means no limit. Default 1,200.</summary>
    public int OtherOperationsPerMinute { get; init; } = 1200;

    /// <summary>Conversations of all kinds that a client creates a minute; one more is refused with 4318. 0 means no limit. Default 120.</summary>
    public int ConversationsPerMinute { get; init; } = 120;

    /// <summary>
    /// Clients that a client brings into conversations, puts out of them, silences and blocks a minute, together; one more is refused with 4318. 0 means no
    /// limit. Default 6,000.
    /// </summary>
    public int MemberChangesPerMinute { get; init; } = 6000;

    /// <summary>Conversations that others put a client into an hour, operators aside; one more is refused with 4318. 0 means no limit. Default 500.</summary>
    public int InvitationsPerHour { get; init; } = 500;

    /// <summary>
    /// Bytes that one address uploads a minute; more is refused with HTTP status 429. A file that is larger is taken when it is the first of a minute. 0 means
    /// no limit. Default 1,073,741,824 (1 GiB).
    /// </summary>
    public long UploadBytesPerMinute { get; init; } = 1024 * 1024 * 1024;

    /// <summary>
    /// Bytes that all of an application upload a minute; more is refused with HTTP status 429. 0 means no limit. Default 2,147,483,648 (2 GiB).
    /// </summary>
    public long ApplicationUploadBytesPerMinute { get; init; } = 2L * 1024 * 1024 * 1024;

    /// <summary>Counters of rates that an application holds; beyond that the oldest begins anew. Default 100,000.</summary>
    public int MaxCountedRates { get; init; } = 100_000;

    // protocol.md §10.3
    /// <summary>
    /// Messages that operators of one application send, edit and recall a minute, those to subscribers and to everybody aside; 0 means no limit. One more, and
    /// all of them are refused for a minute, over REST with HTTP status 429. Default 0.
    /// </summary>
    public int OperatorMessagesPerMinute { get; init; }

    /// <summary>
    /// Messages to all subscribers of service conversations a minute and application, with their edits and recalls; 0 means no limit. One more, and all of them
    /// are refused for a minute. Default 0.
    /// </summary>
    public int SubscriberBroadcastsPerMinute { get; init; }

    /// <summary>
    /// The same a day, from midnight to midnight UTC; one more, and all of them are refused until the day is over. Counted anew by a server that starts.
    /// Default 0, no limit.
    /// </summary>
    public int SubscriberBroadcastsPerDay { get; init; }

    /// <summary>Messages to everybody a minute and application; 0 means no limit. One more, and all of them are refused for a minute. Default 0.</summary>
    public int GlobalBroadcastsPerMinute { get; init; }

    /// <summary>
    /// The same a day, from midnight to midnight UTC; one more, and all of them are refused until the day is over. Counted anew by a server that starts.
    /// Default 0, no limit.
    /// </summary>
    public int GlobalBroadcastsPerDay { get; init; }

    /// <summary>Most clients that one message of a service conversation is addressed to. Default 20.</summary>
    public int MaxRecipients { get; init; } = 20;

    /// <summary>How long a broadcast is given to clients that come online, at most and by default. Default 31 days.</summary>
    public TimeSpan MaxBroadcastLifetime { get; init; } = TimeSpan.FromDays(31);

    /// <summary>What happens over a client's rate: an error (default), or no answer at all, as the original did.</summary>
    public RateLimitAction OnRateExceeded { get; init; } = RateLimitAction.Refuse;
}
