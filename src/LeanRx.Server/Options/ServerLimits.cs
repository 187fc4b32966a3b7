namespace LeanRx.Server;

// protocol.md §7.1; S169, S170
/// <summary>Limits and rates of a server.</summary>
/// <remarks>
/// Immutable; use <c>with</c> to change a copy. Where a limit names a code, commands beyond it are refused with that code (see
/// <see cref="LeanRx.Protocol.ErrorCodes"/>).
/// </remarks>
public sealed partial record ServerLimits
{
    /// <summary>The default limits: those of LeanCloud, with rates that no person reaches by chatting.</summary>
    public static ServerLimits Default { get; } = new();

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

    /// <summary>Deepest nesting of a frame; a deeper one is refused with 4114.</summary>
    /// <value>64.</value>
    public int MaxFrameDepth { get; init; } = 64;

    /// <summary>Largest message body with its push data and the ids that it mentions, in bytes of UTF-8; a larger one is refused with 4109.</summary>
    /// <value>5,120.</value>
    public int MaxMessageBytes { get; init; } = 5 * 1024;

    /// <summary>Longest de-duplication token of a send, in characters; a longer one is refused with 4109.</summary>
    /// <value>64.</value>
    public int MaxTokenLength { get; init; } = 64;

    /// <summary>The maximum number of ids, marks or changes in one command; more are refused with 4301.</summary>
    /// <value>1,000.</value>
    public int MaxNamedIds { get; init; } = 1000;

    /// <summary>Longest client id, in characters; a longer one is refused with 4103.</summary>
    /// <value>64.</value>
    public int MaxClientIdLength { get; init; } = 64;

    /// <summary>Longest tag of a login, in characters; a longer one is refused with 4103.</summary>
    /// <value>64.</value>
    public int MaxTagLength { get; init; } = 64;

    /// <summary>Longest device id, installation id and device token of a login, each in characters; a longer one is refused with 4103.</summary>
    /// <value>512.</value>
    public int MaxDeviceIdLength { get; init; } = 512;

    /// <summary>Longest user agent of a login, in characters; a longer one is refused with 4103.</summary>
    /// <value>512.</value>
    public int MaxUserAgentLength { get; init; } = 512;

    /// <summary>The maximum number of logins on one connection; another one is refused with 4113.</summary>
    /// <value>1,000.</value>
    public int MaxSessionsPerConnection { get; init; } = 1000;

    /// <summary>The maximum number of logins of one client, over all its connections; another one is refused with 4113.</summary>
    /// <value>100.</value>
    public int MaxSessionsPerClient { get; init; } = 100;

    /// <summary>
    /// The maximum number of lost logins whose chat room, and whose tag, an application remembers for a reconnect; beyond that the oldest is forgotten.
    /// </summary>
    /// <value>10,000.</value>
    public int MaxLostSessions { get; init; } = 10_000;

    /// <summary>The same for the devices of one client.</summary>
    /// <value>16.</value>
    public int MaxLostSessionsPerClient { get; init; } = 16;

    /// <summary>
    /// The maximum number of clients a day that an application counts exactly; beyond that the count is an estimate, usually within one per cent.
    /// </summary>
    /// <value>100,000.</value>
    public int MaxExactVisitors { get; init; } = 100_000;

    /// <summary>The maximum number of members of a normal conversation; more are refused with 4304.</summary>
    /// <value>500.</value>
    public int MaxMembers { get; init; } = 500;

    /// <summary>The maximum number of members of a temporary conversation; more are refused with 4304.</summary>
    /// <value>10.</value>
    public int MaxTemporaryMembers { get; init; } = 10;

    /// <summary>Largest name, attributes and custom columns of a conversation together, in characters of JSON; larger ones are refused with 4306.</summary>
    /// <value>131,072.</value>
    public int MaxConversationLength { get; init; } = 128 * 1024;

    /// <summary>The maximum number of custom columns of a conversation; more are refused with 4306.</summary>
    /// <value>256.</value>
    public int MaxColumns { get; init; } = 256;

    /// <summary>Longest name of a custom column, in characters; a longer one is refused with 4306.</summary>
    /// <value>256.</value>
    public int MaxColumnNameLength { get; init; } = 256;

    /// <summary>The maximum number of ids that are answered in one presence query; further ones are ignored.</summary>
    /// <value>20.</value>
    public int MaxOnlineQuery { get; init; } = 20;

    /// <summary>The maximum number of offline messages pushed for each conversation at login in dialect 1.</summary>
    /// <value>20.</value>
    public int MaxOfflineMessages { get; init; } = 20;

    /// <summary>The maximum number of conversations reported at login.</summary>
    /// <value>50.</value>
    public int MaxUnreadConversations { get; init; } = 50;

    /// <summary>The highest unread count that is reported.</summary>
    /// <value>100.</value>
    public int MaxUnreadCount { get; init; } = 100;

    /// <summary>
    /// The maximum number of edited and recalled messages reported at login, the earliest changes first; later ones are found in the history.
    /// </summary>
    /// <value>500.</value>
    public int MaxMissedPatches { get; init; } = 500;

    // protocol.md §4.16
    /// <summary>The maximum number of pushes that a client can fetch over REST; the newest are kept.</summary>
    /// <value>500.</value>
    public int MaxNotifications { get; init; } = 500;

    /// <summary>
    /// The maximum size of the pushes to all members that are kept for one conversation, in bytes; the newest are kept, and each is stored once.
    /// </summary>
    /// <value>1,048,576 (1 MiB).</value>
    public long MaxConversationNotificationBytes { get; init; } = 1024 * 1024;

    /// <summary>The maximum size of the pushes that are kept for one application, in bytes; the newest are kept.</summary>
    /// <value>268,435,456 (256 MiB).</value>
    public long MaxNotificationBytes { get; init; } = 256 * 1024 * 1024;

    /// <summary>The maximum size of the pushes in one REST response, in bytes; the next page contains the rest.</summary>
    /// <value>1,048,576 (1 MiB).</value>
    public long MaxNotificationPageBytes { get; init; } = 1024 * 1024;

    /// <summary>
    /// The maximum number of clients of one application for which pushes are kept; further clients are told that what they remember may be incomplete.
    /// </summary>
    /// <value>100,000.</value>
    public int MaxNotifiedClients { get; init; } = 100_000;

    /// <summary>The maximum number of receipts kept for a sender who is offline; the newest are kept.</summary>
    /// <value>1,000.</value>
    public int MaxPendingReceipts { get; init; } = 1000;

    /// <summary>The maximum number of idle conversations that stay in memory, per application.</summary>
    /// <remarks>
    /// A conversation is idle when nobody is in its chat room and nothing of it waits to be stored. Of more, those go that were used longest ago; they are
    /// loaded again when needed.
    /// </remarks>
    /// <value>4,096.</value>
    public int MaxIdleConversations { get; init; } = 4096;

    /// <summary>Largest page of history.</summary>
    /// <value>1,000.</value>
    public int MaxHistoryPage { get; init; } = 1000;

    /// <summary>Largest page of a conversation query.</summary>
    /// <value>1,000.</value>
    public int MaxQueryPage { get; init; } = 1000;

    /// <summary>How long a conversation query of a client may take; after that it is refused with 4310.</summary>
    /// <value>1 second.</value>
    public TimeSpan QueryTimeout { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>The maximum number of conversations that a query of a client looks at; a query that needs more is refused with 4310.</summary>
    /// <remarks>A query for a member, a name or ids looks at those conversations only.</remarks>
    /// <value>20,000.</value>
    public int MaxQueryRows { get; init; } = 20_000;

    /// <summary>How long a conversation query of an operator may take; after that it is refused with 4310.</summary>
    /// <value>30 seconds.</value>
    public TimeSpan OperatorQueryTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>The maximum number of conversations that a query of an operator looks at; a query that needs more is refused with 4310.</summary>
    /// <value>1,000,000.</value>
    public int MaxOperatorQueryRows { get; init; } = 1_000_000;

    /// <summary>The maximum size of the conversations that a query holds, in bytes as they stand in JSON.</summary>
    /// <remarks>A page of a client ends earlier; a query of an operator is refused with 4310.</remarks>
    /// <value>4,194,304 (4 MiB).</value>
    public long MaxQueryBytes { get; init; } = 4 * 1024 * 1024;

    /// <summary>The maximum number of client queries that run at the same time, over all applications; of each client one.</summary>
    /// <value>2.</value>
    public int MaxConcurrentQueries { get; init; } = 2;

    /// <summary>
    /// The maximum number of queries of one client, or of the operators of one application, that wait for their turn; another one is refused with 4310.
    /// </summary>
    /// <value>64.</value>
    public int MaxWaitingQueries { get; init; } = 64;

    /// <summary>How long a chat room keeps the place of a client whose connection was lost.</summary>
    /// <value>30 minutes.</value>
    public TimeSpan RoomRejoinWindow { get; init; } = TimeSpan.FromMinutes(30);

    /// <summary>How long a connection may receive nothing from its client, no frame and no WebSocket ping or pong, before it is closed with 4107.</summary>
    /// <value>6 minutes.</value>
    public TimeSpan ReadTimeout { get; init; } = TimeSpan.FromMinutes(6);

    /// <summary>How long a connection may exist without a login before it is closed with 4108.</summary>
    /// <value>1 minute.</value>
    public TimeSpan LoginTimeout { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>The lifetime of a session token.</summary>
    /// <remarks>
    /// Where logins must be signed, a token that was obtained with another token expires with that one; a new lifetime needs a new signature.
    /// </remarks>
    /// <value>2 days.</value>
    public TimeSpan SessionTokenLifetime { get; init; } = TimeSpan.FromDays(2);

    /// <summary>
    /// How long after a login without a token its session tokens are valid at most, however often they are renewed; then the client has to log in again (4112).
    /// </summary>
    /// <value>30 days.</value>
    public TimeSpan SessionTokenMaxAge { get; init; } = TimeSpan.FromDays(30);

    /// <summary>
    /// How far the timestamp of a signed request (<c>X-LC-Sign</c>) may be from the time of this server; other requests are refused with HTTP status 401.
    /// </summary>
    /// <value>15 minutes.</value>
    public TimeSpan RequestSignatureWindow { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>How long a signature is valid.</summary>
    /// <value>6 hours.</value>
    public TimeSpan SignatureLifetime { get; init; } = TimeSpan.FromHours(6);

    /// <summary>The maximum number of commands of one connection that are processed at the same time; the next one is read when one has completed.</summary>
    /// <value>1,024.</value>
    public int MaxPendingCommands { get; init; } = 1024;

    /// <summary>The maximum size of the pushes that wait to be written to one connection, in bytes; a reader that gets more is disconnected.</summary>
    /// <remarks>Replies do not count, but while they wait no further commands of the connection are read.</remarks>
    /// <value>1,048,576 (1 MiB).</value>
    public int MaxPendingBytes { get; init; } = 1024 * 1024;

    /// <summary>
    /// The maximum size of all that waits to be written, over all connections and including replies, in bytes; beyond that the connections with the most
    /// waiting are disconnected first.
    /// </summary>
    /// <value>268,435,456 (256 MiB).</value>
    public long MaxTotalPendingBytes { get; init; } = 256 * 1024 * 1024;

    /// <summary>How long a peer may take nothing of what waits for it before it counts as a slow reader and is disconnected.</summary>
    /// <remarks>The buffers of the system move some ten thousand bytes at a time, so a line needs about a thousand bytes a second.</remarks>
    /// <value>30 seconds.</value>
    public TimeSpan WriteTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Where a page of a reply ends by its size, in bytes; it contains at least one item.</summary>
    /// <remarks>
    /// It applies to history and conversations. A client that knows that a short page need not be the last requests <c>maxBytes</c> and gets <c>hasMore</c>.
    /// For other clients a short page is the end, so theirs may be up to eight times as large.
    /// </remarks>
    /// <value>1,048,576 (1 MiB).</value>
    public int MaxPageBytes { get; init; } = 1024 * 1024;

    /// <summary>Longest device that can be registered, all columns together, in characters; a longer one is refused.</summary>
    /// <value>8,192.</value>
    public int MaxDeviceLength { get; init; } = 8192;

    /// <summary>The maximum number of channels of a device; more are refused, and a login on the device drops the oldest.</summary>
    /// <value>100.</value>
    public int MaxDeviceChannels { get; init; } = 100;

    /// <summary>The maximum number of devices of an application; a further one is refused with 4318.</summary>
    /// <value>1,000,000.</value>
    public int MaxDevices { get; init; } = 1_000_000;

    /// <summary>The maximum number of devices on which one client is notified: those that were registered or changed last.</summary>
    /// <value>10.</value>
    public int MaxDevicesPerClient { get; init; } = 10;

    /// <summary>The maximum number of clients to which one message of a service conversation is addressed.</summary>
    /// <value>20.</value>
    public int MaxRecipients { get; init; } = 20;

    /// <summary>How long a broadcast is delivered to clients that come online, at most and by default.</summary>
    /// <value>31 days.</value>
    public TimeSpan MaxBroadcastLifetime { get; init; } = TimeSpan.FromDays(31);
}
